import { posix } from 'node:path';
import type { Environment } from './environment.ts';

/** AML's arguments for the inputs that it splits; the value is the input's name or its folder. */
const INPUT_ARGUMENT = /^--input_(?:fds|asset|ds)_\w+?(?:=(.*))?$/s;

/**
 * The folders where AML mounted the images, as far as the argv and the environment tell.
 *
 * Sources: https://learn.microsoft.com/azure/machine-learning/v1/how-to-debug-parallel-run-step,
 * https://learn.microsoft.com/azure/machine-learning/how-to-read-write-data-v2 (AZURE_ML_INPUT_…)
 */
export function inputFolders(argv: readonly string[], inputRoot: string | null, env: Environment): string[] {
  const given = argv.flatMap((argument, index) => {
    const match = INPUT_ARGUMENT.exec(argument);
    return match === null ? [] : [match[1] ?? argv[index + 1] ?? ''];
  });
  const mounts = given.flatMap((value) => [value, ...variablesOf(value).map((name) => env[name] ?? '')]);
  const capabilities = env['AZUREML_CR_DATA_CAPABILITY_PATH'] ?? '';
  const inCapabilities = given
    .filter((value) => capabilities !== '' && /^\w+$/.test(value))
    .map((value) => posix.join(capabilities, `INPUT_${value}`));
  const named = [inputRoot ?? '', ...mounts, ...inCapabilities].filter((folder) => posix.isAbsolute(folder));
  return [...new Set(named.length > 0 ? named : everyInput(env))];
}

function everyInput(env: Environment): string[] {
  return Object.entries(env).flatMap(([name, value = '']) =>
    /^(?:AZUREML_DATAREFERENCE_|AZURE_ML_INPUT_)/.test(name) && posix.isAbsolute(value) ? [value] : [],
  );
}

function variablesOf(input: string): string[] {
  return /^\w+$/.test(input) ? [`AZUREML_DATAREFERENCE_${input}`, `AZURE_ML_INPUT_${input}`, input] : [];
}
