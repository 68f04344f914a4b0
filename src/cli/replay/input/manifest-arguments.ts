import { posix } from 'node:path';
import { isBelow } from '../../../images/partition.ts';
import type { Manifest } from '../../../manifest/manifest.ts';
import type { ReplayArguments } from '../arguments.ts';
import { REPLAY_OPTIONS } from '../options.ts';

/** Of the machine that wrote the manifest, or given to the replay itself. */
const NOT_TAKEN = new Set(['store', 'logging_level']);

/** Arguments of AML that are options of a replay. */
const LIMITS = { run_invocation_timeout: 'runInvocationTimeout', run_max_try: 'runMaxTry' } as const;

/**
 * The arguments of the entry script as a manifest has them, as `--name=value`. Paths below the mount are below `root` then.
 *
 * @param root the folder that stands for the mount, absolute
 */
export function manifestArguments(manifest: Manifest, root: string | null): string[] {
  const given = Object.entries(manifest.arguments).filter(([name]) => !NOT_TAKEN.has(name));
  const overhead = manifest.host_arguments['task_overhead_timeout'];
  return [
    ...given.map(([name, value]) => `--${name}=${toLocal(name, value, manifest.input_folder, root)}`),
    ...(overhead === undefined ? [] : [`--task_overhead_timeout=${overhead}`]),
  ];
}

/** Limits that a manifest has and the command line has not. */
export function manifestLimits(
  { host_arguments: host }: Manifest,
  given: readonly string[],
): Partial<ReplayArguments> {
  const names = Object.keys(LIMITS) as (keyof typeof LIMITS)[];
  const taken = names.filter((name) => {
    const text = String(host[name] ?? '');
    return !given.includes(name) && REPLAY_OPTIONS[name].type.check(text) === null;
  });
  return Object.fromEntries(taken.map((name) => [LIMITS[name], host[name]]));
}

function toLocal(name: string, value: string, mount: string | null, root: string | null): string {
  if (root === null || mount === null) return value;
  if (name === 'input_root') return root;
  return name === 'metadata' && isBelow(value, mount) ? posix.join(root, value.slice(mount.length)) : value;
}
