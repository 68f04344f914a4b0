import { ConfigurationError } from '../contract/errors.ts';
import type { MiniBatch } from '../contract/mini-batch.ts';
import type { Item } from './item.ts';

/** Rows in a row without an image before the column is held responsible: a blank cell is its row's own. */
const ROWS_OF_A_SETUP = 3;

/**
 * Raises for a table that has no usable column of images; it is asked about each mini-batch of a process.
 *
 * @throws ConfigurationError when the column does not exist, or when no row of the mini-batch has an image, for one
 * reason, nor had the rows before it
 */
export function tableWatch(): (items: readonly Item[], miniBatch: MiniBatch) => void {
  let rowsWithoutImage = 0;
  return (items, miniBatch) => {
    const errors = items.flatMap(({ source }) => (source.kind === 'none' ? [source.error] : []));
    const [first] = errors;
    if (first === undefined || errors.length < items.length) {
      if (items.length > 0) rowsWithoutImage = 0;
      return;
    }
    rowsWithoutImage += errors.length;
    if (errors.some(({ code }) => code !== first.code)) return;
    if (first.code === 'no_image_column') throw new ConfigurationError([first.message], { cause: first });
    if (rowsWithoutImage < ROWS_OF_A_SETUP) return;
    const [row] = miniBatch;
    const columns = typeof row === 'object' ? Object.keys(row).join(', ') : '';
    throw new ConfigurationError(
      [
        `None of the last ${rowsWithoutImage} rows has an image: ${first.message} The columns are ${columns}: name the one with paths or URLs with --image_column.`,
      ],
      { cause: first },
    );
  };
}
