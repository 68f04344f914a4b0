import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Sample {
  /** Absolute. */
  readonly path: string;
  /** For example `plates_full_eu`. */
  readonly set: string;
  readonly kind: 'plate' | 'text';
  readonly text: string;
}

/** Reads `groundtruth.tsv` (columns id, path, set, kind, text; line breaks in texts as \n) of a folder of images. */
export function readGroundTruth(folder: string): Sample[] {
  const [, ...rows] = readFileSync(join(folder, 'groundtruth.tsv'), 'utf8').trimEnd().split('\n');
  return rows.map((row) => {
    const [, path = '', set = '', kind, text = ''] = row.split('\t');
    if (kind !== 'plate' && kind !== 'text')
      throw new Error(`groundtruth.tsv: kind is ${kind}, not plate or text`);
    return { path: join(folder, path), set, kind, text: text.replaceAll('\\n', '\n') };
  });
}
