import { NATIONAL_FORMATS } from './national-formats.ts';

/** The table of countries in docs/rows.md, in Markdown. */
export function formatTable(): string {
  const rows = Object.entries(NATIONAL_FORMATS).map(
    ([country, { patterns, unusedLetters = '', source }]) =>
      `| ${country} | ${patterns.map((pattern) => `\`${pattern}\``).join(', ')} | ${Array.from(unusedLetters).join(', ')} | [page](${source}) |`,
  );
  return ['| Country | Patterns | Letters not used | Source |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}
