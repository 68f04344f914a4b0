import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ConfigurationError } from '../contract/errors.ts';
import { isGuid } from '../contract/is-guid.ts';
import { isRecord } from '../contract/is-record.ts';
import { parseJson } from '../contract/parse-json.ts';
import type { Environment } from '../config/environment.ts';
import { type Workspace, WORKSPACE_VARIABLES } from '../azure/workspace.ts';

/** Each part has three names: the flag's, the environment's and the studio's. */
const SOURCES = {
  subscription: {
    flag: '--subscription',
    variable: WORKSPACE_VARIABLES.subscription,
    key: 'subscription_id',
  },
  resourceGroup: {
    flag: '--resource_group',
    variable: WORKSPACE_VARIABLES.resourceGroup,
    key: 'resource_group',
  },
  name: { flag: '--workspace', variable: WORKSPACE_VARIABLES.name, key: 'workspace_name' },
} as const satisfies Record<keyof Workspace, unknown>;

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
const NAMES = {
  subscription: { accepts: isGuid, wanted: 'its id, a GUID' },
  resourceGroup: {
    accepts: (name: string) => /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u.test(name),
    wanted: 'a name of up to 90 letters, digits and ( ) - _ . with no dot at its end',
  },
  name: {
    accepts: (name: string) => /^[A-Za-z0-9][\w-]{0,32}$/.test(name),
    wanted: 'a name of up to 33 letters, digits, - and _ that begins with a letter or a digit',
  },
} as const satisfies Record<keyof Workspace, unknown>;

const PARTS = Object.keys(SOURCES) as (keyof Workspace)[];

/** As the studio's "Download config file" writes it; it belongs in `.azureml/`, but is saved as `config.json`. */
const FILES = [join('.azureml', 'config.json'), 'config.json'];

/**
 * Resolves each part of the workspace from the flags, then the environment, then the nearest config file in `folder`
 * or above.
 *
 * https://learn.microsoft.com/azure/machine-learning/how-to-configure-environment#local-and-dsvm-only-create-a-workspace-configuration-file
 *
 * @throws ConfigurationError that names every part that is missing or malformed
 */
export async function resolveWorkspace(
  flags: Readonly<Partial<Record<keyof Workspace, string | undefined>>>,
  env: Environment,
  folder: string,
): Promise<Workspace> {
  const given = (part: keyof Workspace): string | undefined => flags[part] || env[SOURCES[part].variable];
  const file = PARTS.every((part) => given(part)) ? null : await findConfig(folder);
  const parts = Object.fromEntries(PARTS.map((part) => [part, given(part) ?? file?.[part] ?? '']));
  const workspace = parts as unknown as Workspace;
  const problems = PARTS.flatMap((part) => findProblem(part, workspace[part]));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return workspace;
}

async function findConfig(folder: string): Promise<Partial<Workspace> | null> {
  for (let at = folder; ; at = dirname(at)) {
    for (const name of FILES) {
      const found = await readConfig(join(at, name));
      if (found !== null) return found;
    }
    if (dirname(at) === at) return null;
  }
}

async function readConfig(file: string): Promise<Partial<Workspace> | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const config = parseJson(text.replace(/^\uFEFF/, ''));
  const fields = isRecord(config) ? config : {};
  const parts = PARTS.map((part) => [part, fields[SOURCES[part].key]] as const);
  const texts = parts.filter(([, value]) => typeof value === 'string' && value !== '');
  if (texts.length > 0) return Object.fromEntries(texts);
  // Other programs use the name config.json as well.
  if (basename(dirname(file)) !== '.azureml') return null;
  const keys = PARTS.map((part) => SOURCES[part].key).join(', ');
  throw new ConfigurationError([
    `${file} is not a workspace configuration: it has to be JSON with ${keys}. Download it again from the studio, or remove it.`,
  ]);
}

function findProblem(part: keyof Workspace, value: string): string[] {
  const { flag, variable, key } = SOURCES[part];
  if (value === '') {
    return [
      `${flag} is missing: give it, set ${variable}, or put the studio's config.json (with ${key}) into .azureml/ in this folder or above.`,
    ];
  }
  const { accepts, wanted } = NAMES[part];
  if (accepts(value)) return [];
  return [
    `${flag} is ${JSON.stringify(value)} (from the flag, ${variable} or the config file): give ${wanted}.`,
  ];
}
