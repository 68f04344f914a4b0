import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { AREAS } from '../scripts/conformance/facts/areas.mjs';
import { findPins, pinsIn } from '../scripts/conformance/find-pins.mjs';
import { conformancePage, findProblems, notEmulatedList } from '../scripts/conformance/page.mjs';
import { ROOT } from './samples-truth.ts';

const read = (page: string): string => readFileSync(`${ROOT}${page}`, 'utf8');

async function asWritten(text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(`${ROOT}README.md`)), parser: 'markdown' });
}

describe('the conformance table', () => {
  it('has a test for each emulated fact, and a fact for each tag', () => {
    expect(findProblems(AREAS, findPins(ROOT))).toEqual([]);
    expect(AREAS.flatMap(({ facts }) => facts).length).toBeGreaterThanOrEqual(160);
  });

  it('names a public page for each fact', () => {
    const urls = AREAS.flatMap(({ facts }) => facts).map(({ source }) => source.url);
    expect(urls.filter((url) => !URL.canParse(url) || !url.startsWith('https://'))).toEqual([]);
  });

  it('is the page that npm run docs writes', async () => {
    expect(read('docs/conformance.md')).toBe(await asWritten(conformancePage(ROOT)));
  });

  it.each(['README.md', 'docs/replay.md'])('is summed up in %s', async (page) => {
    const list = /<!-- not emulated -->\n(.*?)<!-- \/not emulated -->/s.exec(read(page))?.[1]?.trim();
    expect(list).toBe((await asWritten(notEmulatedList())).trim());
  });
});

describe('the check of the table', () => {
  /** A tag of this file itself would be one. */
  const tagged = (text: string): string => text.replaceAll(/\{(Q\d\d)\}/g, '[$1]');
  const fact = (id: string, missing: { topic: string; reason: string } | null = null) => {
    return { id, sentence: '', source: { name: '', url: '', inferred: false }, missing };
  };
  const problemsOf = (facts: ReturnType<typeof fact>[], pinned: readonly string[]) =>
    findProblems([{ title: '', facts }], { pins: new Map(pinned.map((id) => [id, ['t']])), problems: [] });

  it('misses the test of an emulated fact', () => {
    expect(problemsOf([fact('Q01')], [])).toEqual([
      tagged('Q01 is emulated, but no test has {Q01} in its title'),
    ]);
  });

  it('finds a tag that names no fact, and one of a fact that is not emulated', () => {
    expect(problemsOf([fact('Q01', { topic: 'x', reason: 'y' })], ['Q01', 'Q02'])).toEqual([
      tagged('{Q02} in t is no fact'),
      'Q01 is not emulated, but t pins it',
    ]);
  });

  it('finds an id that two facts have', () => {
    expect(problemsOf([fact('Q01'), fact('Q01')], ['Q01'])).toEqual(['Q01 is two facts']);
  });

  it.each([
    ["it('works {Q01} {Q02}', () => {});", ['Q01', 'Q02']],
    ['it.each([\n  [1, "(2)"],\n])(\n  "is %s {Q01}",\n  () => {});', ['Q01']],
    ["it.skipIf(process.platform !== 'linux')('works {Q01}', () => {});", ['Q01']],
    ["it('does not say', () => {});", []],
  ])('reads the titles of %j', (text, ids) => {
    expect(pinsIn(tagged(text))).toEqual({ ids, problems: [] });
  });

  it.each([
    ["// it('works {Q01}', () => {});"],
    ["expect('{Q01}');"],
    ["describe('all {Q01}', () => {});"],
    ["it.skip('works {Q01}', () => {});"],
    ["it.todo('works {Q01}');"],
    ["it('works {Q01}', () => {});\ndescribe.skip('more', () => {});"],
  ])('does not take %j for a test that runs', (text) => {
    expect(pinsIn(tagged(text)).problems).not.toEqual([]);
  });
});
