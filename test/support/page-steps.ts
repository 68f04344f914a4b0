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
