import { resolve } from 'node:path';
import type { Manifest } from '../../../manifest/manifest.ts';
import { manifestFiles } from '../../../replay/input/manifest-files.ts';
import { toMiniBatchSize } from '../../../replay/input/mini-batch-size.ts';
import { readManifest } from '../../../replay/input/read-manifest.ts';
import type { ReplayArguments } from '../arguments.ts';
import { manifestArguments, manifestLimits } from './manifest-arguments.ts';
import { NO_INPUT, rejected, type ReplayInput } from './replay-input.ts';

/** The mini-batch of a manifest, with the arguments that it ran with; those given after `--` come later, and win. */
export async function manifestInput(
  file: string,
  args: Pick<ReplayArguments, 'inputRoot' | 'given' | 'entryArguments'>,
  currentFolder: string,
): Promise<ReplayInput> {
  const path = resolve(currentFolder, file);
  const parsed = await readManifest(path);
  if (parsed.kind === 'broken') return rejected(`--manifest: ${path} ${parsed.problem}.`);
  const { manifest } = parsed;
  const inputRoot = args.inputRoot === null ? null : resolve(currentFolder, args.inputRoot);
  const { files, problem } = await manifestFiles(manifest, inputRoot);
  if (problem !== null) return rejected(`--manifest: ${path} ${problem}.`);
  const tooLong = manifest.left_out.arguments.find((name) => !isGiven(name, args.entryArguments));
  if (tooLong !== undefined)
    return rejected(`--manifest: ${path} lacks --${tooLong}, which was too long for it: give it after --.`);
  const root = inputRoot ?? manifest.input_folder;
  const own = manifestArguments(manifest, root);
  return {
    input: { ...NO_INPUT, paths: files.map((name) => ({ path: name, isFolder: false })), root },
    notes: [`${nameOf(manifest)} runs with ${own.join(' ') || 'no arguments'}`],
    miniBatch: { files, context: contextOf(manifest) },
    changes: {
      ...manifestLimits(manifest, args.given),
      miniBatchSize: toMiniBatchSize(String(files.length), 'file'),
      processCountPerNode: 1,
      entryArguments: [...own, ...args.entryArguments],
    },
  };
}

function isGiven(name: string, entryArguments: readonly string[]): boolean {
  return entryArguments.some((word) => word.split('=', 1)[0]?.replaceAll('-', '_') === `__${name}`);
}

function nameOf({ minibatch_index: index, items, outcome }: Manifest): string {
  const { status, error } = outcome;
  const became = {
    running: 'ended with its process',
    returned: 'returned rows',
    raised: `raised ${error?.code ?? 'an error'}`,
  };
  return `mini-batch ${index ?? 'without an index'} of ${items.length} items, which ${became[status]},`;
}

function contextOf({ minibatch_index: index, context }: Manifest) {
  return { ...context, ...(index !== null && { minibatch_index: index }) };
}
