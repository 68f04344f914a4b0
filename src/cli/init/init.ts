import { lstat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { findContradictions } from '../../config/find-contradictions.ts';
import { anyText } from '../../config/option.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { beforeStart } from '../../files/cannot-start.ts';
import { machineError } from '../../files/machine-error.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { readEndpoint } from '../../azure/service-endpoint.ts';
import { firstCommands } from '../../aml/scaffold/scaffold-readme.ts';
import { type Scaffold, scaffoldFiles } from '../../aml/scaffold/scaffold-files.ts';
import type { ScaffoldNames } from '../../aml/scaffold/scaffold-names.ts';
import type { Command, CommandInput } from '../command/command.ts';
import { EXIT } from '../command/exit-codes.ts';
import { printJson } from '../command/json-output.ts';
import { CONFIG_FILE } from '../config-file/config-option.ts';
import { shellWord } from '../printing/shell-word.ts';
import { shownPath } from '../printing/shown-path.ts';
import { INIT_OPTIONS } from './options.ts';

type InitValues = CommandInput<typeof INIT_OPTIONS>['values'];

/** `parallel-run-ocr init` */
export const initCommand: Command<typeof INIT_OPTIONS> = {
  about:
    'Writes a folder to begin with: a config file for all commands, the files of AML with your names in them, and what AML uploads. Replaces no file, asks nothing, and calls no service.',
  positional: {
    name: 'FOLDER',
    type: { ...anyText, check: (given) => (given === '' ? 'a folder, for example my-images' : null) },
  },
  options: INIT_OPTIONS,
  examples: [
    ['my-images', "with the example's names, to be changed later"],
    [
      'my-images --workspace ocr --resource_group ocr --compute ocr-cluster --storage_account ocrimages --container images',
      'with your names',
    ],
    ['my-images --engine offline', 'without a service'],
  ],
  notes: [`The options are also written into ${CONFIG_FILE}, which later commands read in that folder.`],
  exitCodes: [],
  async run({ values, positionals: [given = ''] }, { currentFolder, terminal }) {
    const names = toNames(values);
    const folder = resolve(currentFolder, given);
    const workspace = {
      ...(values.subscription !== undefined && { subscription: values.subscription }),
      ...(values.resource_group !== undefined && { resourceGroup: values.resource_group }),
      ...(values.workspace !== undefined && { name: values.workspace }),
    };
    const files = await scaffoldFiles(names, workspace, CONFIG_FILE);
    await rejectExisting(folder, [...files.keys()]);
    await beforeStart(write(folder, files));
    const isHere = folder === currentFolder;
    const shown = shownPath(folder, currentFolder);
    const created = [...files.keys(), 'images/'];
    const commands = firstCommands(names).map(([command]) => command);
    if (values.json) {
      printJson(terminal, { folder, files: created, commands, example_names: exampleNames(values) });
      return EXIT.ok;
    }
    const lines = [
      `Created in ${isHere ? 'this folder' : shown}:`,
      ...created.map((file) => `  ${file}`),
      ...exampleLines(values),
      '',
      'Put some images into images/, then:',
      ...(isHere ? [] : [`  cd ${shellWord(shown)}`]),
      ...commands.map((command) => `  ${command}`),
    ];
    terminal.out(`${lines.join('\n')}\n`);
    return EXIT.ok;
  },
};

/** @throws ConfigurationError when they contradict each other */
function toNames(values: InitValues): ScaffoldNames {
  const { engine, read_endpoint: readEndpointText } = values;
  const needsKey = engine !== 'offline' && engine !== 'read-container';
  const kvReadapi = values.kv_readapi ?? (needsKey ? 'readapisecret' : null);
  const endpoint =
    readEndpointText === undefined ? null : readEndpoint(readEndpointText, engine === 'read-container');
  const problems = [
    ...findContradictions(
      {
        ...(kvReadapi !== null && { kv_readapi: kvReadapi }),
        ...(readEndpointText !== undefined && { read_endpoint: readEndpointText }),
      },
      engine,
    ),
    ...(endpoint?.ok === false ? [`--read_endpoint ${endpoint.problem}: give ${endpoint.instead}.`] : []),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
  return {
    compute: values.compute,
    datastore: values.datastore,
    storageAccount: values.storage_account ?? null,
    container: values.container ?? null,
    image: values.image ?? null,
    engine,
    kvReadapi,
    kvCustomimage: values.kv_customimage ?? null,
    keyVault: values.key_vault ?? null,
    readEndpoint: endpoint?.ok === true ? endpoint.url.href.replace(/\/$/, '') : null,
    inputPartition: values.input_partition ?? null,
  };
}

async function rejectExisting(folder: string, files: readonly string[]): Promise<void> {
  const found: string[] = [];
  for (const file of files) {
    if ((await lstat(join(folder, file)).catch(() => null)) !== null) found.push(file);
  }
  if (found.length === 0) return;
  throw new ConfigurationError([
    `${folder} has ${found.join(', ')} already, and init replaces no file: give another folder, or remove them.`,
  ]);
}

/** @throws MachineError when the folder cannot be written */
async function write(folder: string, files: Scaffold): Promise<void> {
  try {
    await makeFolder(join(folder, 'images'));
    for (const [file, content] of files) {
      await makeFolder(dirname(join(folder, file)));
      await writeFile(join(folder, file), content, { flag: 'wx' });
    }
  } catch (error) {
    throw machineError(`${folder} cannot be written`, error) ?? error;
  }
}

function exampleLines(values: InitValues): string[] {
  const left = Object.entries(exampleNames(values));
  if (left.length === 0) return [];
  const names = left.map(([option, example]) => `${example} (--${option})`);
  return ['', `Names in aml/v2 that are still the example's: ${names.join(', ')}.`];
}

/** What is still the example's, by its option. */
function exampleNames(values: InitValues): Readonly<Record<string, string>> {
  const examples = [
    ['storage_account', 'ocrimages'],
    ['container', 'images'],
    ['image', 'ocrregistry.azurecr.io/parallel-run-ocr:1'],
  ] as const;
  return Object.fromEntries(examples.filter(([option]) => values[option] === undefined));
}
