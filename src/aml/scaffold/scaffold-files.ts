import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../../files/package-folder.ts';
import type { Workspace } from '../../azure/workspace.ts';
import { scaffoldReadme } from './scaffold-readme.ts';
import { type ScaffoldNames, textInputs } from './scaffold-names.ts';
import { SCAFFOLDED_YAML, tailor } from './tailor.ts';

/** What a new folder holds: texts by paths below it. */
export type Scaffold = ReadonlyMap<string, string>;

const AMLIGNORE = `# What AML uploads as the snapshot of a step: the entry script alone, for the container image holds the worker.
*
!/entry
/entry/*
!/entry/parallel_run_entry.py
`;

/**
 * The files of a new folder, from those of this package.
 *
 * @param workspace parts that are given
 * @param configFile the name of the config file
 */
export async function scaffoldFiles(
  names: ScaffoldNames,
  workspace: Readonly<Partial<Record<keyof Workspace, string>>>,
  configFile: string,
): Promise<Scaffold> {
  const yaml = SCAFFOLDED_YAML.map(
    async (file) => [`aml/v2/${file}`, tailor(file, await readOwn(`aml/v2/${file}`), names)] as const,
  );
  return new Map([
    [configFile, toJson(configOf(names, workspace))],
    ['.amlignore', AMLIGNORE],
    ['entry/parallel_run_entry.py', await readOwn('entry/parallel_run_entry.py')],
    ...(await Promise.all(yaml)),
    ['README.md', scaffoldReadme(names, configFile)],
  ]);
}

/** The options that never change, by the names that the commands have for them. */
function configOf(
  names: ScaffoldNames,
  { subscription, resourceGroup, name }: Readonly<Partial<Record<keyof Workspace, string>>>,
): Readonly<Record<string, string | undefined>> {
  const { compute, datastore, storageAccount, container, image } = names;
  return {
    subscription,
    resource_group: resourceGroup,
    workspace: name,
    compute,
    datastore,
    storage_account: storageAccount ?? undefined,
    container: container ?? undefined,
    image: image ?? undefined,
    images: `azureml://datastores/${datastore}/paths/`,
    ...Object.fromEntries(textInputs(names).filter(([input]) => input !== 'input_partition')),
  };
}

function toJson(content: object): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** A file of this package. */
function readOwn(path: string): Promise<string> {
  return readFile(join(packageFolder(), path), 'utf8');
}
