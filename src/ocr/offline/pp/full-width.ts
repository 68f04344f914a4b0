const OFFSET = 0xfee0;

/** Chinese punctuation that the model prefers, mapped to the Latin equivalent. */
const PUNCTUATION: Readonly<Record<string, string>> = {
  '\u3000': ' ',
  '。': '.',
  '、': ',',
  '【': '[',
  '】': ']',
  '《': '<',
  '》': '>',
  '「': '"',
  '」': '"',
  '￥': '¥',
};

/** Maps full-width forms (U+FF01 to U+FF5E) to ASCII. */
export function toHalfWidth(text: string): string {
  return text
    .replaceAll(/[\uff01-\uff5e]/g, (form) => String.fromCharCode(form.charCodeAt(0) - OFFSET))
    .replaceAll(/[\u3000。、【】《》「」￥]/g, (form) => PUNCTUATION[form] ?? form);
}
