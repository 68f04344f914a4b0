import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TAG = /\[([A-Z]\d\d)\]/g;
/** `it(` or `it.each(…)(` and the title that follows. */
const TITLE =
  /(?<![\w.])it(?:\.(?:each|for|skipIf)\b[^]*?\))?\(\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`)/g;
const NEVER_RUN = /(?<![\w.])(?:it|describe)\.(?:skip|todo|fails|only)\b/;

/**
 * The tests that pin facts: those with the fact's id in their title, `it('… [R01]', …)`.
 *
 * @param folder the root of the repository
 * @returns {{ pins: Map<string, string[]>, problems: string[] }} the files by fact, and what is wrong with tags
 */
export function findPins(folder) {
  const pins = new Map();
  const problems = [];
  const files = readdirSync(join(folder, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join('test', file))
    .toSorted();
  for (const file of files) {
    const found = pinsIn(readFileSync(join(folder, file), 'utf8'));
    for (const id of found.ids) pins.set(id, [...(pins.get(id) ?? []), file]);
    problems.push(...found.problems.map((problem) => `${file}: ${problem}`));
  }
  return { pins, problems };
}

/** The ids that the titles of a test file have, each once, and what is wrong with its tags. */
export function pinsIn(text) {
  const code = text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  const titles = Array.from(
    code.matchAll(TITLE),
    ([, single, double, template]) => single ?? double ?? template,
  );
  const ids = tagsIn(titles.join('\n'));
  const stray = tagsIn(text).length - ids.length;
  const problems = [
    ...(stray > 0 ? [`${stray} of ${tagsIn(text).join(', ')} in no title of a test`] : []),
    ...(ids.length > 0 && NEVER_RUN.test(code) ? ['a test that is skipped pins nothing'] : []),
  ];
  return { ids: [...new Set(ids)], problems };
}

function tagsIn(text) {
  return Array.from(text.matchAll(TAG), ([, id]) => id);
}
