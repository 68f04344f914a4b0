import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Logger } from '../../../../src/logging/logger.ts';
import { silentLogger } from '../../../../src/logging/logger.ts';
import { chooseRecogniser } from '../../../../src/ocr/offline/language.ts';
import { fileNameOf, V6 } from '../../../../src/ocr/offline/models/catalogue.ts';
import { chooseModel } from '../../../../src/ocr/offline/models/choose-model.ts';
import { installFolder, modelFolders } from '../../../../src/ocr/offline/models/model-folders.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

function choose(model: 'v4' | 'v6' | null, folder: string, language = 'en', logger: Logger = silentLogger) {
  return chooseModel(chooseRecogniser(language), { language, model, modelFolders: [folder] }, logger);
}

describe('chooseModel', () => {
  it('takes the packaged model where v6 is not installed', async () => {
    expect(await choose(null, await temporaryFolder())).toBeNull();
  });

  it('says how to install v6 when it was asked for', async () => {
    const folder = await temporaryFolder();
    await expect(choose('v6', folder)).rejects.toThrow(`PP-OCRv6-small is not installed in ${folder}`);
    await expect(choose('v6', folder)).rejects.toThrow('parallel-run-ocr models install');
  });

  it('warns of a corrupt file, and reads with the packaged model', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, fileNameOf(V6)), 'half of it');
    const warnings: string[] = [];
    const logger: Logger = { ...silentLogger, warning: (message) => void warnings.push(message) };
    expect(await choose(null, folder, 'en', logger)).toBeNull();
    expect(warnings).toEqual([expect.stringContaining(`${join(folder, fileNameOf(V6))} is corrupt`)]);
    await expect(choose('v6', folder)).rejects.toThrow('is corrupt');
    expect(await choose('v4', folder, 'en', logger)).toBeNull();
    expect(warnings).toHaveLength(1);
  });

  it.each(['de', 'fr-CA', 'es', 'it', 'nl', 'pt-BR', 'sv'])(
    'takes v6 for %s where it is installed',
    async (language) => {
      const folder = await temporaryFolder();
      await expect(choose('v6', folder, language)).rejects.toThrow('is not installed');
      expect(await choose('v4', folder, language)).toBeNull();
    },
  );

  it('takes v6 unasked for French, but Tesseract for German', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, fileNameOf(V6)), 'half of it');
    const warnings: string[] = [];
    const logger: Logger = { ...silentLogger, warning: (message) => void warnings.push(message) };
    expect(await choose(null, folder, 'de', logger)).toBeNull();
    expect(warnings).toEqual([]);
    expect(await choose(null, folder, 'fr', logger)).toBeNull();
    expect(warnings).toEqual([expect.stringContaining('Tesseract reads instead')]);
  });

  it.each(['zh', 'ja', 'ru', 'deu_frak'])('rejects v6 for %s, which it does not read', async (language) => {
    const folder = await temporaryFolder();
    await expect(choose('v6', folder, language)).rejects.toThrow(
      `--model v6 does not read --language ${language}`,
    );
    expect(await choose(null, folder, language)).toBeNull();
  });
});

describe('the folders of models', () => {
  it('are the one that is named, or the cache of the user, and the one of a snapshot', () => {
    expect(installFolder({ PARALLEL_RUN_OCR_MODELS: '/models', HOME: '/home/a' })).toBe('/models');
    expect(installFolder({ XDG_CACHE_HOME: '/cache' })).toBe('/cache/parallel-run-ocr/models');
    expect(installFolder({ HOME: '/home/a' })).toMatch(/^\/home\/a\/.*ache.*\/parallel-run-ocr\/models$/);
    const folders = modelFolders({ PARALLEL_RUN_OCR_MODELS: '/models' }, '/snapshot/entry');
    expect(folders).toEqual(['/models', '/snapshot/models']);
  });
});
