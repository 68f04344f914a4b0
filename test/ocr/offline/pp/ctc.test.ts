import { describe, expect, it } from 'vitest';
import { decodeCtc, type Glyph } from '../../../../src/ocr/offline/pp/ctc.ts';
import { parseDictionary } from '../../../../src/ocr/offline/pp/dictionary.ts';
import type { ModelOutput } from '../../../../src/ocr/offline/pp/model-session.ts';
import { toHalfWidth } from '../../../../src/ocr/offline/pp/full-width.ts';
import { type SpaceRule, splitWords, V4_SPACES, V6_SPACES } from '../../../../src/ocr/offline/pp/spaces.ts';

const DICTIONARY = parseDictionary('A\nB', false);

/** One character per time step: `-` is blank, `_` space; the best class has 0.9. */
function output(steps: string, spaces: Readonly<Record<number, number>> = {}): ModelOutput {
  const classes = ['-', 'A', 'B', '_'];
  const rows = Array.from(steps, (best, step) =>
    classes.map((name) => (name === best ? 0.9 : name === '_' ? (spaces[step] ?? 0) : 0.01)),
  );
  return { data: Float32Array.from(rows.flat()), dims: [1, steps.length, 4] };
}

function words(
  steps: string,
  spaces: Readonly<Record<number, number>> = {},
  rule: SpaceRule = V4_SPACES,
): string {
  const text = (glyphs: readonly Glyph[]): string => glyphs.map((glyph) => glyph.text).join('');
  return splitWords(decodeCtc(output(steps, spaces), DICTIONARY), rule)
    .map(text)
    .join(' ');
}

describe('decodeCtc', () => {
  it('merges repeats and drops blanks', () => {
    const { glyphs } = decodeCtc(output('-AA-A-BB'), DICTIONARY);
    expect(glyphs.map(({ text, step }) => [text, step])).toEqual([
      ['A', 1],
      ['A', 4],
      ['B', 6],
    ]);
    expect(glyphs[0]!.probability).toBeCloseTo(0.9);
  });

  it('reads nothing from blanks', () => {
    expect(decodeCtc(output('----'), DICTIONARY).glyphs).toEqual([]);
    expect(decodeCtc({ data: new Float32Array(), dims: [1, 0, 4] }, DICTIONARY).glyphs).toEqual([]);
  });

  it('rejects a model that does not go with the dictionary', () => {
    expect(() => decodeCtc({ data: new Float32Array(5), dims: [1, 1, 5] }, DICTIONARY)).toThrow('5 classes');
  });
});

describe('splitWords', () => {
  it('keeps the spaces the model saw', () => {
    expect(words('A_B')).toBe('A B');
  });

  it('puts a space where one was likely, though another class won', () => {
    expect(words('A-B', { 1: 0.06 })).toBe('A B');
    expect(words('A-B', { 1: 0.04 })).toBe('AB');
  });

  it('takes a slight chance where the gap is wide as well', () => {
    expect(words('A-B-A---B', { 6: 0.01 })).toBe('ABA B');
    expect(words('A-B-A---B', { 6: 0.001 })).toBe('ABAB');
    expect(words('A-B-A-B', { 5: 0.01 })).toBe('ABAB');
  });

  it('takes a slighter chance in a narrower gap from PP-OCRv6', () => {
    const spaces = { 6: 0.003 };
    expect(words('A-B-A--B', spaces)).toBe('ABAB');
    expect(words('A-B-A--B', spaces, V6_SPACES)).toBe('ABA B');
  });
});

describe('parseDictionary', () => {
  it('adds the blank and the space, and takes no empty last line for a character', () => {
    expect(parseDictionary('A\nB\n', true).characters).toEqual(['', 'A', 'B', ' ']);
  });

  it('leaves East Asian characters out unless they are wanted', () => {
    expect(parseDictionary('A\n车\nあ\nB', false)).toEqual({
      characters: ['', 'A', 'B', ' '],
      classes: [0, 1, 4, 5],
    });
    expect(parseDictionary('A\n车', true).classes).toEqual([0, 1, 2, 3]);
  });
});

it('maps full-width forms to what a Latin text means', () => {
  expect(toHalfWidth('ＡＢ１２：（￥５）。é')).toBe('AB12:(¥5).é');
});
