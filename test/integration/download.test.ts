import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startCli } from '../cli/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { azuriteTool } from './deploy/azurite.ts';
import { SUBSCRIPTION } from './deploy/resource-manager.ts';
import { startAzure } from './deploy/start-azure.ts';

const NAMES = [
  'parallel_run_step.txt',
  'failed_items/a & <b>.jsonl',
  'failed_items/100%25 #1?.jsonl',
  'failed_items/+plus and \'quotes".jsonl',
  'failed_items/Приклад 車 é.jsonl',
];
const WORKSPACE = ['--subscription', SUBSCRIPTION, '--resource_group', 'ocr', '--workspace', 'ocr'];

it('aml submit --download brings every file from Azurite, whatever its name', async ({ skip }) => {
  const tool = await azuriteTool();
  if ('missing' in tool) return skip(tool.missing);
  const folder = await temporaryFolder();
  const azure = await startAzure(tool.command, folder);
  azure.addWorkspace();
  for (const name of NAMES) await azure.leave('awkward', name, Buffer.from(`of ${name}\n`));

  const env = { ...azure.direct, ...azure.identity };
  const submit = ['aml', 'submit', ...WORKSPACE, '--images', 'a:1', '--name', 'awkward', '--download', 'out'];
  const { code, err } = await startCli(submit, folder, env).done;
  expect(err).toContain('awkward is Completed');
  expect(code).toBe(0);
  const found = await readdir(join(folder, 'out'), { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile() && entry.name !== 'report.html');
  expect(files).toHaveLength(NAMES.length);
  for (const name of NAMES) expect(await readFile(join(folder, 'out', name), 'utf8')).toBe(`of ${name}\n`);
});
