import { expect, it } from 'vitest';
import { inputFolders } from '../../src/config/input-folders.ts';
import { MODES } from '../../src/replay/aml-mode.ts';
import { inputArguments, inputEnvironment } from '../../src/replay/mounted-input.ts';

it('has variables with the folder of the input [V20]', () => {
  expect(inputEnvironment('v1', '/in')).toEqual({ AZUREML_DATAREFERENCE_input: '/in', input: '/in' });
  expect(inputEnvironment('v2', '/in')).toEqual({ AZURE_ML_INPUT_input: '/in' });
  expect(inputEnvironment('batch_endpoint', '/in')).toEqual({ AZURE_ML_INPUT_job_data_path: '/in' });
  expect(inputEnvironment('v1', null)).toEqual({});
});

it.each(MODES)('tells our worker the folder, and nothing else, in mode %s', (mode) => {
  const argv = inputArguments(mode, false, '/in');
  expect(inputFolders(argv, null, inputEnvironment(mode, '/in'))).toEqual(['/in']);
  expect(inputFolders(inputArguments(mode, false, null), null, inputEnvironment(mode, null))).toEqual([]);
});
