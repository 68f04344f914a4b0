/**
 * How each UTF-16 code unit counts in a search: its lower case, or 0 for what may stand between the letters of a secret
 * and does not count: white space, control and format characters.
 */
export const FOLDED: Uint16Array = Uint16Array.from({ length: 1 << 16 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[\s\p{Cc}\p{Cf}]/u.test(character) ? 0 : character.toLowerCase().charCodeAt(0);
});
