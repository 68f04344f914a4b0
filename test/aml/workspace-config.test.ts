import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveWorkspace } from '../../src/aml/workspace-config.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SUBSCRIPTION = '00000000-1111-2222-3333-444444444444';
const STUDIO = JSON.stringify({
  subscription_id: SUBSCRIPTION,
  resource_group: 'rg-(ocr)',
  workspace_name: 'ws',
});

async function folderWith(file: string, content: string): Promise<string> {
  const root = await temporaryFolder();
  await mkdir(join(root, file, '..'), { recursive: true });
  await writeFile(join(root, file), content);
  const deep = join(root, 'a', 'b');
  await mkdir(deep, { recursive: true });
  return deep;
}

const ID = '00000000-1111-2222-3333-444444444444';

describe('the workspace', () => {
  it.each(['.azureml/config.json', 'config.json'])(
    'is found in %s above the working folder',
    async (file) => {
      expect(await resolveWorkspace({}, {}, await folderWith(file, `\uFEFF${STUDIO}`))).toEqual({
        subscription: SUBSCRIPTION,
        resourceGroup: 'rg-(ocr)',
        name: 'ws',
      });
    },
  );

  it('comes part by part from flags before environment before file', async () => {
    const folder = await folderWith('.azureml/config.json', STUDIO);
    const env = { AZUREML_ARM_RESOURCEGROUP: 'from-env', AZUREML_ARM_WORKSPACE_NAME: 'from-env' };
    expect(await resolveWorkspace({ name: 'from-flag' }, env, folder)).toEqual({
      subscription: SUBSCRIPTION,
      resourceGroup: 'from-env',
      name: 'from-flag',
    });
  });

  it('passes over a config.json of another program', async () => {
    const folder = await folderWith('config.json', '{"port": 80}');
    await expect(resolveWorkspace({}, {}, folder)).rejects.toThrow(
      /^3 problems.*\n.*--subscription is missing/,
    );
  });

  it('says what is wrong with a broken .azureml/config.json', async () => {
    const folder = await folderWith('.azureml/config.json', '{"subscription_id": ');
    await expect(resolveWorkspace({}, {}, folder)).rejects.toThrow(
      /\.azureml\/config\.json is not a workspace configuration.*subscription_id, resource_group, workspace_name/,
    );
  });

  it('names every part that is malformed, with the value received and what is accepted', async () => {
    const flags = { subscription: 'prod', resourceGroup: 'rg', name: 'a/../b' };
    await expect(resolveWorkspace(flags, {}, '/')).rejects.toThrow(
      /--subscription is "prod".*its id, a GUID[^]*--workspace is "a\/\.\.\/b"/,
    );
  });

  it.each([
    { resourceGroup: '..' },
    { resourceGroup: 'rg.' },
    { resourceGroup: 'rg/x' },
    { resourceGroup: 'rg?x' },
    { name: '..' },
    { name: 'ws.evil.example' },
    { name: '-ws' },
    { name: 'w'.repeat(34) },
    { subscription: `${ID}/x` },
  ])('rejects %j, which is no name of Azure', async (part) => {
    const flags = { subscription: ID, resourceGroup: 'rg', name: 'ws', ...part };
    await expect(resolveWorkspace(flags, {}, '/')).rejects.toThrow(JSON.stringify(Object.values(part)[0]));
  });

  it.each(['rg-(ocr)_1.x', 'Gruppe-für-OCR', '机器学习'])(
    'takes the resource group %s',
    async (resourceGroup) => {
      const flags = { subscription: ID, resourceGroup, name: 'ws' };
      await expect(resolveWorkspace(flags, {}, '/')).resolves.toEqual(flags);
    },
  );
});
