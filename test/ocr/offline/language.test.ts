import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../src/contract/errors.ts';
import { chooseRecogniser } from '../../../src/ocr/offline/language.ts';

describe('chooseRecogniser', () => {
  it.each(['en', 'eng', 'EN', 'en-US', 'en_GB'])('%s is read by PP-OCR, Latin only', (language) => {
    expect(chooseRecogniser(language)).toEqual({ kind: 'pp', chinese: false });
  });

  it.each(['zh', 'zh-CN', 'zh-Hans', 'chi_sim'])('%s is read by PP-OCR, Chinese included', (language) => {
    expect(chooseRecogniser(language)).toEqual({ kind: 'pp', chinese: true });
  });

  it.each([
    ['de', 'deu'],
    ['de-AT', 'deu'],
    ['deu', 'deu'],
    ['pt-BR', 'por'],
    ['frk', 'frk'],
    ['deu_frak', 'deu_frak'],
    ['zh-Hant', 'chi_tra'],
    ['zh-TW', 'chi_tra'],
  ])('%s is read by Tesseract as %s', (language, code) => {
    expect(chooseRecogniser(language)).toEqual({ kind: 'tesseract', code });
  });

  it.each(['', 'xx', 'constructor', '../deu', 'de/../..', 'deu;rm', 'q'])('%j is rejected', (language) => {
    expect(() => chooseRecogniser(language)).toThrow(ConfigurationError);
    expect(() => chooseRecogniser(language)).toThrow(JSON.stringify(language));
  });
});
