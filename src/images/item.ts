import { fileURLToPath } from 'node:url';
import { ItemError } from '../contract/errors.ts';
import type { MiniBatch } from '../contract/mini-batch.ts';
import { toDisplayPath } from '../files/file-system-path.ts';
import { imageOf } from './image-column.ts';
import { findDatePartition, type FoundPartition, findPartition, isBelow, toKey } from './partition.ts';

/** One image of a mini-batch, before it is read. */
export interface Item {
  /** Position in the mini-batch, from 0. */
  readonly index: number;
  readonly source: ImageSource;
  /** The row's `file`. Well-formed Unicode. */
  readonly key: string;
  /** The partition found in the path: the `yyyy/mm/dd` in it, else `--input_partition`. */
  readonly partition: string | null;
  /** False when the image lies outside `--input_partition`. */
  readonly inPartition: boolean;
}

/** `path` as the host gave it: it may contain surrogateescape code units. `none`: the row of a table has no image. */
export type ImageSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'none'; readonly error: ItemError };

export interface ItemOptions {
  readonly inputPartition: string | null;
  readonly inputRoot: string | null;
  readonly imageColumn: string | null;
  /** Where AML mounted the images, as far as that is known. */
  readonly inputFolders: readonly string[];
}

/** One item per path or table row, in order. Never throws for an invalid item. */
export function toItems(miniBatch: MiniBatch, options: ItemOptions): Item[] {
  return miniBatch.map((entry, index) => {
    try {
      const image = typeof entry === 'string' ? entry : imageOf(entry, options.imageColumn);
      return toItem(index, toSource(image), options);
    } catch (error) {
      if (!(error instanceof ItemError)) throw error;
      return { index, source: { kind: 'none', error }, key: `#${index}`, partition: null, inPartition: true };
    }
  });
}

function toItem(index: number, source: FileOrUrl, options: ItemOptions): Item {
  const path = source.kind === 'file' ? source.path : toDisplayPath(withoutQuery(source.url));
  const partition = options.inputPartition;
  const matched = partition === null ? null : findPartition(path, partition);
  const dated = findDatePartition(path);
  return {
    index,
    source,
    key: toKey(path, rootOf(path, options, matched ?? dated), matched ?? dated),
    partition: dated?.name ?? matched?.name ?? null,
    inPartition: partition === null || matched !== null,
  };
}

/** `--input_root`; for an image in no partition, the input folder that it is in. */
function rootOf(
  path: string,
  { inputRoot, inputFolders }: ItemOptions,
  partition: FoundPartition | null,
): string | null {
  if (inputRoot !== null || partition !== null) return inputRoot;
  return inputFolders.find((folder) => isBelow(path, folder)) ?? null;
}

type FileOrUrl = Exclude<ImageSource, { kind: 'none' }>;

function toSource(image: string): FileOrUrl {
  if (/^https?:\/\//i.test(image)) return { kind: 'url', url: image };
  const scheme = /^([a-z][a-z\d+.-]*):\/\/|^(data):/i.exec(image)?.slice(1).find(Boolean);
  if (scheme === undefined) return { kind: 'file', path: image };
  if (scheme.toLowerCase() !== 'file') throw notOpened(scheme);
  try {
    return { kind: 'file', path: fileURLToPath(image) };
  } catch (cause) {
    throw new ItemError(
      'bad_url',
      `${JSON.stringify(image)} is not a local file URL: give file:///path/to/image.`,
      {
        cause,
      },
    );
  }
}

/** A URI of AML's datastores, as in its image data sets, or another that is no file and no download. */
function notOpened(scheme: string): ItemError {
  return new ItemError(
    'bad_url',
    `The image is at ${scheme}:, which is not opened: give the path below the mounted folder, or an https:// URL.`,
  );
}

/** A query may hold a shared access signature, which is a secret. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}
