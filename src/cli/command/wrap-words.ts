/**
 * Wraps a text at `columns` and indents each line by `indent`. Line breaks are kept; a word that is too long is not
 * split.
 */
export function wrapWords(text: string, columns: number, indent: string): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, columns - indent.length).join(`\n${indent}`))
    .map((line) => `${indent}${line}`)
    .join('\n');
}

function wrapLine(line: string, columns: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (longer.length > columns && current !== '') {
      lines.push(current);
      current = word;
    } else {
      current = longer;
    }
  }
  return [...lines, current];
}
