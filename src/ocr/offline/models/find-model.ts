import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CataloguedModel, fileNameOf } from './catalogue.ts';

/** A model whose file is complete. */
export interface InstalledModel {
  readonly name: string;
  readonly path: string;
}

export type FoundModel =
  | { readonly kind: 'installed'; readonly model: InstalledModel }
  | { readonly kind: 'missing' }
  /** The file has other bytes than `models install` writes, or cannot be read. */
  | { readonly kind: 'corrupt'; readonly path: string };

/** The first complete file; a corrupt one when there is no other. */
export async function findModel(model: CataloguedModel, folders: readonly string[]): Promise<FoundModel> {
  let found: FoundModel = { kind: 'missing' };
  for (const folder of folders) {
    const path = join(folder, fileNameOf(model));
    const sha256 = await checksumOfFile(path);
    if (sha256 === model.sha256) return { kind: 'installed', model: { name: model.name, path } };
    if (sha256 !== null && found.kind === 'missing') found = { kind: 'corrupt', path };
  }
  return found;
}

/** Null for a file that is not there; empty for one that cannot be read. */
async function checksumOfFile(path: string): Promise<string | null> {
  try {
    return checksumOf(await readFile(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : '';
  }
}

export function checksumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
