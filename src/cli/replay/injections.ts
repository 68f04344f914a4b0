import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { platform } from 'node:process';
import { ConfigurationError } from '../../contract/errors.ts';
import { systemErrorOf, systemErrorText } from '../../files/system-error.ts';
import type { InjectionScript } from '../../replay/inject/injection.ts';
import { parseInjections } from '../../replay/inject/parse-injections.ts';
import type { ReplayArguments } from './arguments.ts';

export interface Injections {
  readonly injections: InjectionScript | null;
  readonly problems: readonly string[];
}

/** The script of `--inject`, from a file or from the argument itself. */
export async function readInjections(
  { inject, ordered }: Pick<ReplayArguments, 'inject' | 'ordered'>,
  currentFolder: string,
): Promise<Injections> {
  if (inject === null) return { injections: null, problems: [] };
  if (ordered) {
    const problem = '--ordered and --inject exclude each other: rows that are there twice have no order.';
    return { injections: null, problems: [problem] };
  }
  try {
    const injections = await readScript(inject, currentFolder);
    return { injections, problems: problemsHere(injections) };
  } catch (error) {
    if (error instanceof ConfigurationError) return { injections: null, problems: error.problems };
    const system = systemErrorOf(error);
    if (system === null) throw error;
    return {
      injections: null,
      problems: [`--inject: ${inject} cannot be read: ${systemErrorText(system)}.`],
    };
  }
}

/** What this system cannot do. */
function problemsHere({ run }: InjectionScript): string[] {
  const needsLinux = run.some(
    ({ injection }) => injection.fault === 'failing_mount' && injection.error !== 'missing',
  );
  if (!needsLinux || platform === 'linux') return [];
  return ['--inject: failing_mount with the error io works on Linux only: give "error": "missing".'];
}

async function readScript(inject: string, currentFolder: string): Promise<InjectionScript> {
  if (/^\s*[[{]/.test(inject)) return parseInjections(inject, '--inject');
  return parseInjections(await readFile(resolve(currentFolder, inject), 'utf8'), inject);
}
