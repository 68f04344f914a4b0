import type { Option } from './option.ts';

/** The table of docs/options.md, in Markdown. */
export function optionTable(options: Readonly<Record<string, Option>>): string {
  const rows = Object.entries(options).map(([name, option]) =>
    `| \`--${name} ${option.value}\` | ${option.description} | ${option.default ?? option.defaultDescription ?? ''} |`.replaceAll(
      /(?<=\w)\|(?=\w)/g,
      String.raw`\|`,
    ),
  );
  return ['| Option | Meaning | Default |', '| --- | --- | --- |', ...rows].join('\n');
}
