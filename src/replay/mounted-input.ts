import type { Mode } from './aml-mode.ts';

/** What the input of a replay is called in argv and environment; an endpoint has a name of its own for it. */
const NAMES: Readonly<Record<Mode, string>> = { v1: 'input', v2: 'input', batch_endpoint: 'job_data_path' };

/** What follows the arguments of the user: in v1 the name of the input, later the folder where AML mounted it. */
export function inputArguments(mode: Mode, isTable: boolean, folder: string | null): readonly string[] {
  if (mode === 'v1') return [isTable ? '--input_ds_0' : '--input_fds_0', NAMES.v1];
  return [`--input_asset_${NAMES[mode]}`, folder ?? NAMES[mode]];
}

/**
 * Where AML mounted the input.
 *
 * Sources: https://learn.microsoft.com/azure/machine-learning/v1/azure-machine-learning-release-notes (1.18.0),
 * https://learn.microsoft.com/azure/machine-learning/how-to-read-write-data-v2
 */
export function inputEnvironment(mode: Mode, folder: string | null): Readonly<Record<string, string>> {
  if (folder === null) return {};
  const name = NAMES[mode];
  return mode === 'v1'
    ? { [`AZUREML_DATAREFERENCE_${name}`]: folder, [name]: folder }
    : { [`AZURE_ML_INPUT_${name}`]: folder };
}
