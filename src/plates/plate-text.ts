/**
 * The letters and digits of a plate in upper case, without spaces, hyphens and stickers; full-width forms become plain
 * ones. A second call changes nothing.
 */
export function normalisePlate(text: string): string {
  return text
    .replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '')
    .normalize('NFKC')
    .toUpperCase()
    .normalize('NFKC')
    .replaceAll(/[^\p{Lu}\p{Lo}\p{Nd}]/gu, '');
}
