import type { TiffDirectory } from './tiff-directories.ts';

/** The images of a TIFF that are its pages, from 0; the first image where all are copies. */
export function tiffPages(directories: readonly TiffDirectory[]): readonly number[] {
  const pages = directories.flatMap(({ isAuxiliary }, index) => (isAuxiliary ? [] : [index]));
  return pages.length > 0 ? pages : [0];
}
