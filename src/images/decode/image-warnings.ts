import type { RowWarning } from '../../contract/row.ts';

export const FRAMES_NOT_READ: RowWarning = {
  code: 'frames_not_read',
  message: 'The image is an animation; only its first frame was read.',
};

/** @param page from 1 */
export function incompleteImage(damage: string, page: number, pages: number): RowWarning {
  const what = pages === 1 ? 'the image' : `page ${page}`;
  return {
    code: 'incomplete_image',
    message: `A part of ${what} is missing or damaged, and the rest was read: ${damage}.`,
  };
}
