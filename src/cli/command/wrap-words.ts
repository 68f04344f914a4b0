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

/** On narrower terminals the longest option would leave no room for its description, which goes below it. */
const MIN_COLUMNS_FOR_TABLES = 80;
const INDENT_BELOW = 8;

/** Wraps help, each of whose options and commands is one line with its description. */
export function wrapHelp(help: string, columns: number): string {
  return help
    .split('\n')
    .map((line) => (line.length > columns ? wrapHelpLine(line, columns) : line))
    .join('\n');
}

function wrapHelpLine(line: string, columns: number): string {
  const {
    name,
    gap = '',
    text = line.trimStart(),
  } = /^(?<name> +\S.*?)(?<gap> {2,})(?<text>\S.*)$/.exec(line)?.groups ?? {};
  if (name === undefined) return wrapWords(text, columns, ' '.repeat(line.length - text.length));
  if (columns < MIN_COLUMNS_FOR_TABLES)
    return `${name}\n${wrapWords(text, columns, ' '.repeat(INDENT_BELOW))}`;
  const before = name + gap;
  return before + wrapWords(text, columns, ' '.repeat(before.length)).trimStart();
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
