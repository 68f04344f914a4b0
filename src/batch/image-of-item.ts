import type { Item } from '../images/item.ts';

/** What identifies an image in every attempt at its mini-batch. */
export function imageOfItem({ source, key }: Item): string {
  if (source.kind === 'file') return source.path;
  return source.kind === 'url' ? source.url : key;
}
