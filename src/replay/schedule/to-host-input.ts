import type { HostInput } from '../host/worker-host.ts';
import type { MiniBatchTask } from '../input/split.ts';

/** What a worker process gets of a mini-batch: its paths, or where its rows are. */
export function toHostInput({ files, table }: MiniBatchTask): HostInput {
  if (table === undefined) return files;
  const sources = table.sources.map((source, index) => Object.assign({ path: files[index] ?? '' }, source));
  return { table: { rows: table.rows, sources } };
}
