const OFFSET = 0xfee0;

/** Chinese punctuation the model prefers, to what a Latin text means. */
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

/** Full-width forms (U+FF01 to U+FF5E) to ASCII. */
export function toHalfWidth(text: string): string {
  return text
    .replaceAll(/[\uff01-\uff5e]/g, (form) => String.fromCharCode(form.charCodeAt(0) - OFFSET))
    .replaceAll(/[\u3000。、【】《》「」￥]/g, (form) => PUNCTUATION[form] ?? form);
}
