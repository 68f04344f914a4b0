import { dirname } from 'node:path';
import { V6 } from '../../../src/ocr/offline/models/catalogue.ts';
import { findModel } from '../../../src/ocr/offline/models/find-model.ts';
import { installModel } from '../../../src/ocr/offline/models/install-model.ts';
import { installFolder, modelFolders } from '../../../src/ocr/offline/models/model-folders.ts';

const SECONDS = 60;

/** The folder that has PP-OCRv6, installed now if need be; null, with a note, where it cannot be. */
export async function v6Folder(): Promise<string | null> {
  const found = await findModel(V6, modelFolders(process.env));
  if (found.kind === 'installed') return dirname(found.model.path);
  try {
    const signal = AbortSignal.timeout(SECONDS * 1000);
    const tools = { env: process.env, patience: 'patient', signal } as const;
    return dirname((await installModel(V6, installFolder(process.env), tools)).path);
  } catch (error) {
    process.stderr.write(`not tested with PP-OCRv6: ${String(error)}\n`);
    return null;
  }
}
