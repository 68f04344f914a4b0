import { expect, it } from 'vitest';
import { latinClasses } from '../../../../src/ocr/offline/models/latin-classes.ts';
import { readCharacters, sliceToLatin } from '../../../../src/ocr/offline/models/slice-to-latin.ts';
import { newGate } from '../../../../src/ocr/offline/native-gate.ts';
import { optimiseDetector } from '../../../../src/ocr/offline/onnx/optimise.ts';
import { openModel } from '../../../../src/ocr/offline/pp/model-session.ts';
import { tinyRecogniser, WIDTH } from './tiny-recogniser.ts';

const CHARACTERS = ['A', '中', 'ß', 'я', '€', '🛁', '9'];

async function probabilities(model: Uint8Array): Promise<number[][]> {
  const session = await openModel(model, newGate());
  const { data, dims } = await session.run(
    Float32Array.from({ length: 3 * WIDTH }, (_, at) => Math.cos(at)),
    WIDTH,
    1,
  );
  await session.close();
  const classes = dims.at(-1)!;
  return Array.from({ length: 3 }, (_, row) => [...data.subarray(row * classes, (row + 1) * classes)]);
}

it('keeps the Latin characters, with the probabilities that they have among themselves', async () => {
  const whole = tinyRecogniser(CHARACTERS);
  const sliced = sliceToLatin(whole);
  expect(readCharacters(sliced)).toBe('A\nß\n€\n9');
  const kept = [0, 1, 3, 5, 7, 8];
  const expected = (await probabilities(whole)).map((row) => {
    const own = kept.map((index) => row[index]!);
    const sum = own.reduce((a, b) => a + b);
    return own.map((value) => value / sum);
  });
  const rows = await probabilities(sliced);
  rows.forEach((row, at) => {
    expect(row).toHaveLength(kept.length);
    row.forEach((value, index) => expect(value).toBeCloseTo(expected[at]![index]!, 5));
  });
});

it('gives the same bytes each time, which say what was changed and under which licence', () => {
  const sliced = sliceToLatin(tinyRecogniser(CHARACTERS));
  expect(sliceToLatin(tinyRecogniser(CHARACTERS))).toEqual(sliced);
  expect(Buffer.from(sliced).toString('latin1')).toMatch(
    /PaddlePaddle.*Apache-2\.0.*removed the output classes/s,
  );
});

it('leaves a model that the engine can optimise', async () => {
  const sliced = sliceToLatin(tinyRecogniser(CHARACTERS));
  expect(await probabilities(optimiseDetector(sliced))).toEqual(await probabilities(sliced));
});

it('rejects a model without characters', () => {
  expect(() => readCharacters(new Uint8Array())).toThrow('does not hold its characters');
});

it.each([
  ['German', 'ÄÖÜäöüß„“'],
  ['French', 'ÀÂÇÉÈÊËÎÏÔŒÙÛÜŸàâçéèêëîïôœùûüÿ«»'],
  ['Spanish', 'ÁÉÍÑÓÚÜáéíñóúü¿¡'],
  ['Polish', 'ĄĆĘŁŃÓŚŹŻąćęłńóśźż'],
  ['Czech', 'ÁČĎÉĚÍŇÓŘŠŤÚŮÝŽáčďéěíňóřšťúůýž'],
  ['Hungarian', 'ÁÉÍÓÖŐÚÜŰáéíóöőúüű'],
  ['Romanian', 'ĂÂÎȘȚăâîșț'],
  ['Turkish', 'ÇĞİÖŞÜçğıöşü'],
  ['money', '€£$¥¢'],
])('keeps the characters of %s', (_, letters) => {
  expect(latinClasses(Array.from(letters)).characters.join('')).toBe(letters);
});

it('drops what is not Latin print', () => {
  expect(latinClasses(Array.from('中あ가ㄅЖΩא♟①Ⅱ')).characters).toEqual([]);
});
