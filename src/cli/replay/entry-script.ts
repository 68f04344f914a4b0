import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { unexplainedLimit } from '../../files/machine-error.ts';
import { isBelow } from '../../images/partition.ts';
import { packageFolder } from '../../files/package-folder.ts';
import type { ReplayArguments } from './arguments.ts';

export interface EntryScript {
  readonly host: 'python' | 'node';
  /** Absolute. */
  readonly sourceDirectory: string;
  /** As AML names it: relative to the source directory. */
  readonly script: string;
  /** For Python the dotted name, for Node the absolute path. */
  readonly module: string;
  /** Whether it is this package's own, whose arguments can be checked before anything starts. */
  readonly ours: boolean;
}

export interface EntryScriptChoice {
  readonly entry: EntryScript;
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

/** Chooses the entry script and its host. */
export function chooseEntryScript(args: ReplayArguments, currentFolder: string): EntryScriptChoice {
  const { host, notes, problems } = chooseHost(args);
  const paths = args.entryScript === null ? ownEntry(host) : givenEntry(args, currentFolder);
  const file = resolve(paths.sourceDirectory, paths.script);
  const entry: EntryScript = {
    host,
    ...paths,
    module: host === 'node' ? file : toModuleName(paths.script),
    ours: args.entryScript === null,
  };
  return { entry, notes, problems: [...problems, ...findProblems(entry, file)] };
}

/** Runs without the site's packages, some of which take longer to load than Python itself. */
const IS_TOO_OLD = 'import sys; sys.exit(sys.version_info < (3, 8))';

function chooseHost({ host, entryScript }: ReplayArguments): {
  readonly host: 'python' | 'node';
  readonly notes: readonly string[];
  readonly problems: readonly string[];
} {
  if (host === 'node') return { host, notes: [], problems: [] };
  const { status, error } = spawnSync('python3', ['-I', '-S', '-c', IS_TOO_OLD]);
  if (status === 0) return { host: 'python', notes: [], problems: [] };
  const limit = unexplainedLimit(error);
  if (limit !== null) return { host: 'python', notes: [], problems: [limit.message] };
  const missing = 'there is no python3 (3.8 or newer) on the PATH';
  if (host === 'python') {
    return {
      host,
      notes: [],
      problems: [`--host is python, but ${missing}: install it or give --host node.`],
    };
  }
  if (entryScript?.endsWith('.py') === true) {
    return { host: 'python', notes: [], problems: [`--entry_script is Python, but ${missing}: install it.`] };
  }
  return { host: 'node', notes: [`${missing}, so --host node is used`], problems: [] };
}

function ownEntry(host: 'python' | 'node'): { sourceDirectory: string; script: string } {
  const script = host === 'python' ? 'entry/parallel_run_entry.py' : 'dist/entry/worker.js';
  return { sourceDirectory: packageFolder(), script };
}

function givenEntry(
  args: ReplayArguments,
  currentFolder: string,
): { sourceDirectory: string; script: string } {
  const script = args.entryScript ?? '';
  if (args.sourceDirectory === null) {
    const file = resolve(currentFolder, script);
    return { sourceDirectory: dirname(file), script: relative(dirname(file), file) };
  }
  const sourceDirectory = resolve(currentFolder, args.sourceDirectory);
  return { sourceDirectory, script: relative(sourceDirectory, resolve(sourceDirectory, script)) };
}

/** AML imports `a/b.py` as `a.b`. */
function toModuleName(script: string): string {
  return script.replace(/\.py$/, '').replaceAll(sep, '.');
}

function findProblems({ host, sourceDirectory, script }: EntryScript, file: string): string[] {
  if (!existsSync(file)) return [`--entry_script: there is no file ${file}.`];
  if (!isBelow(file, sourceDirectory)) {
    return [
      `--entry_script: ${file} is not in --source_directory ${sourceDirectory}; AML could not import it.`,
    ];
  }
  if (host === 'python' && !/^[^.\s]+\.py$/.test(script)) {
    return [
      `--entry_script: ${script} is not a Python module: give a .py file, or --host node for a Node module.`,
    ];
  }
  if (host === 'node' && file.endsWith('.py')) {
    return [`--entry_script: ${script} is Python: give --host python, or a Node module.`];
  }
  return [];
}
