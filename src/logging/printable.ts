/**
 * What a terminal may obey or hide instead of showing it: control and format characters (escape sequences, bidirectional
 * overrides, zero-width characters), separators of lines, lone surrogates, unassigned and private characters, and
 * letters without a glyph. https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const UNPRINTABLE = /(?!\n|\p{Variation_Selector})[\p{C}\u2028\u2029\p{Default_Ignorable_Code_Point}]/gu;

const JOINED_SCRIPTS = [
  'Arabic',
  'Bengali',
  'Devanagari',
  'Gujarati',
  'Gurmukhi',
  'Kannada',
  'Malayalam',
  'Mongolian',
  'Oriya',
  'Sinhala',
  'Syriac',
  'Tamil',
  'Telugu',
];
const JOINED_LETTER = `[${JOINED_SCRIPTS.map((script) => `\\p{Script=${script}}`).join('')}]`;

/** Joiners that change how a letter or an emoji looks: in scripts that need them, and between two pictographs. */
const JOINER = new RegExp(
  String.raw`(?<=${JOINED_LETTER}\p{M}*)[\u200C\u200D](?=${JOINED_LETTER})|(?<=\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)\u200D(?=\p{Extended_Pictographic})`,
  'uy',
);

/**
 * A line that a build server obeys when a job prints it: `::name …::` of GitHub Actions, `##[name]` and `##vso[name]` of
 * Azure Pipelines. https://docs.github.com/actions/reference/workflow-commands-for-github-actions,
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 */
const COMMAND = /^(\s*):(?=:[\w-]+[^\n]*?::)|#(?=#(?:vso)?\[)/gm;

/**
 * The text as printable characters and line feeds only. Others are shown by their code, as `\x1B`, `\u202E` or
 * `\u{E0041}`, in the way of bytes of a file name that are not UTF-8; a tab becomes spaces.
 */
export function toPrintable(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '    ')
    .replaceAll(UNPRINTABLE, (character, index: number, whole: string) => {
      JOINER.lastIndex = index;
      return JOINER.test(whole) ? character : escapeCharacter(character);
    })
    .replaceAll(COMMAND, (command, indent: string | undefined) =>
      command.startsWith('#') ? String.raw`\x23` : String.raw`${indent ?? ''}\x3A`,
    );
}

/** The same on one line: for a name, which must not begin another line. */
export function toPrintableLine(text: string): string {
  return toPrintable(text).replaceAll('\n', String.raw`\x0A`);
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  // A byte that is not UTF-8, as src/files/file-system-path.ts keeps it.
  const isByte = code >= 0xdc80 && code <= 0xdcff;
  const hex = (isByte ? code & 0xff : code).toString(16).toUpperCase();
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}
