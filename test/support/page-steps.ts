export interface Step {
  readonly commands: string;
  /** What the page says they print. */
  readonly output: string;
}

/** The shell commands of a page or a part of one, in its order, each with the block of text right below. */
export function stepsIn(markdown: string): readonly Step[] {
  return Array.from(
    markdown.matchAll(/^```sh\n(.*?)^```\n+(?:```text\n(.*?)^```)?/gms),
    ([, commands = '', output = '']) => ({ commands, output }),
  );
}

/** The text below a page's heading of that title, up to the next heading of the same level. */
export function sectionOf(markdown: string, title: string): string {
  return markdown.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
}

/** Times differ from run to run. */
export function withoutTimes(text: string): string {
  return text.replaceAll(/ +\d+\.\d\d s /g, ' ').replaceAll(/^time .*$/gm, 'time');
}

/** One use of this package's program on a page. */
export interface CommandLine {
  /** The words after the program's name, for example `aml submit --images …`. */
  readonly words: readonly string[];
}

/** Every use of this package's program, in shell blocks and in running text, continued lines joined. */
export function commandLinesIn(markdown: string): readonly CommandLine[] {
  const blocks = stepsIn(markdown).map(({ commands }) => commands.replaceAll('\\\n', ' '));
  const spans = Array.from(
    markdown.replaceAll(/^```.*?^```/gms, '').matchAll(/`([^`\n]+)`/g),
    ([, code = '']) => code,
  );
  return [...blocks.flatMap((block) => block.split('\n')), ...spans].flatMap((text) => {
    const line =
      /^ *(?:parallel-run-ocr +|node dist\/src\/cli\/main\.js +|(?=aml [a-z]))([a-z-][^#|>]*)/.exec(
        text,
      )?.[1];
    return line === undefined ? [] : [{ words: line.trim().split(/\s+/) }];
  });
}
