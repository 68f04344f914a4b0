import { spawn } from 'node:child_process';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { misspellings, type Json } from '../../aml/data-factory/misspellings.ts';
import { SAMPLE_FACTORIES } from '../../aml/data-factory/sample-factories.ts';
import { pythonEnvironment } from '../python-environment.ts';

const CHECK = fileURLToPath(new URL('./data-factory/check.py', import.meta.url));
/** To the models a URL and a message may be any object; test/aml/data-factory looks at the expressions in them. */
const ANY_OBJECT = /\.(?:url|message)\.(?:value|type)$/;
const FILES = Object.values(SAMPLE_FACTORIES).flat();

it("Microsoft's Data Factory models know every property that aml adf writes, and none that is misspelt", async ({
  skip,
}) => {
  const environment = await pythonEnvironment('azure-mgmt-datafactory');
  if ('missing' in environment) return skip(environment.missing);
  const folderOf = (path: string): string => path.split('/')[0] ?? '';
  const right = FILES.map(({ path, content }) => ({
    at: path,
    folder: folderOf(path),
    content: content as Json,
  }));
  const wrong = right.flatMap(({ at, folder, content }) =>
    misspellings(content).map((one) => ({ at: `${at}: ${one.at}`, folder, content: one.content })),
  );
  expect(wrong.length).toBeGreaterThan(100);
  const files = [...right, ...wrong];
  const problems = await check(
    environment.python,
    files.map(({ folder, content }) => [folder, content]),
  );
  expect(problems).toHaveLength(files.length);
  expect(problems.slice(0, right.length)).toEqual(right.map(() => []));
  const accepted = wrong.filter((_, index) => problems[right.length + index]?.length === 0);
  expect(accepted.filter(({ at }) => !ANY_OBJECT.test(at))).toEqual([]);
});

async function check(python: string, files: unknown): Promise<readonly (readonly string[])[]> {
  const child = spawn(python, ['-B', CHECK], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(files));
  return (await json(child.stdout)) as string[][];
}
