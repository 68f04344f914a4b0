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

/** Help that yargs did not wrap, at `columns`: what does not fit beside its option or command goes below it. */
export function stackHelp(help: string, columns: number): string {
  return help
    .split('\n')
    .map((line) => (line.length > columns ? stackLine(line, columns) : line))
    .join('\n');
}

function stackLine(line: string, columns: number): string {
  const { name, text } = /^(?<name> +\S.*?) {2,}(?<text>\S.*)$/.exec(line)?.groups ?? {};
  if (name !== undefined && text !== undefined) return `${name}\n${wrapWords(text, columns, ' '.repeat(8))}`;
  const indent = /^ */.exec(line)?.[0] ?? '';
  return wrapWords(line.slice(indent.length), columns, indent);
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
