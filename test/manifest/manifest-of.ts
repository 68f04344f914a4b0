import type { Manifest } from '../../src/manifest/manifest.ts';

export const MOUNT = '/mnt/input';

/** The manifest of a run of nothing, with these items. */
export const manifestOf = (items: Manifest['items'], changes: Partial<Manifest> = {}): Manifest => ({
  version: 1,
  minibatch_index: 0,
  run_id: null,
  process: 'x',
  input_folder: MOUNT,
  items,
  context: {},
  arguments: { engine: 'offline' },
  host_arguments: { run_max_try: 3 },
  left_out: { items: 0, arguments: [] },
  versions: { node: 'v1' },
  outcome: {
    status: 'running',
    started_at: '2026-01-01T00:00:00.000Z',
    ended_at: null,
    rows: null,
    error: null,
  },
  ...changes,
});
