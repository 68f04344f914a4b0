import { expect, it } from 'vitest';
import { runAml, WORKSPACE_FLAGS } from '../aml/run-aml.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runIn } from './run-in.ts';

const REJECTED =
  /is ".*None": give .*folder names joined by slashes.*leave the option out to read every image/;
const GUID = '11111111-2222-3333-4444-555555555555';

it.each([
  [['replay', '.', '--', '--engine', 'offline', '--input_partition', 'None']],
  [['check', '--engine', 'offline', '--input_partition', 'None']],
  [['verify', 'rows.txt', '--input_partition', 'None']],
])('%j rejects a partition that names none', async (argv) => {
  const { code, err } = await runIn(await temporaryFolder(), argv);
  expect(err).toMatch(REJECTED);
  expect(code).toBe(2);
});

it.each([
  [['submit', '--images', 'azureml://datastores/d/paths/', '--input_partition', 'None']],
  [['invoke', '--endpoint', 'ocr', '--literal', 'input_partition=None']],
  [['invoke', '--pipeline', GUID, '--parameter', 'input_partition=None']],
  [['adf', '--pipeline', GUID, '--value', 'input_partition=None']],
])('aml %j rejects it before Azure is asked', async ([command = '', ...argv]) => {
  const { code, err } = await runAml([command, ...WORKSPACE_FLAGS, ...argv]);
  expect(err).toMatch(REJECTED);
  expect(code).toBe(2);
});

it('aml adf takes no partition: the pipeline that it writes has a parameter for it', async () => {
  const argv = ['--pipeline', GUID, '--value', 'input_partition=2020/08/07'];
  const { code, err } = await runAml(['adf', ...WORKSPACE_FLAGS, ...argv]);
  expect(err).toContain('the pipeline passes its own parameter, partition');
  expect(code).toBe(2);
});
