/** One image of a mini-batch, before anything of it was read. */
export interface Item {
  /** Position in the mini-batch, from 0. */
  readonly index: number;
  readonly source: ImageSource;
  /** The row's `file`. Well-formed Unicode. */
  readonly key: string;
  /** The partition found in the path, for example `2020/08/07`. */
  readonly partition: string | null;
  /** False when the image lies outside `--input_partition`. */
  readonly inPartition: boolean;
}

/** `path` as the host gave it: it may carry surrogateescape code units. */
export type ImageSource =
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'url'; readonly url: string };
