import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeBaseImages } from './base-images.ts';
import { Buildah } from './buildah.ts';
import { makeBuildContext } from './build-context.ts';
import { whatIsMissing } from './missing.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** With the base images in `storage`, and a copy of the checkout in `checkout`. */
    imageFolder: string;
  }
}

/** Builds the base images, which all builds share, and removes everything in the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const missing = whatIsMissing(tmpdir());
  if (missing !== null) throw new Error(`No container image can be built here: ${missing}.`);
  const folder = await mkdtemp(join(tmpdir(), 'image-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await makeBaseImages(new Buildah(folder), folder);
    await makeBuildContext(join(folder, 'checkout'));
  } catch (error) {
    await remove();
    throw error;
  }
  project.provide('imageFolder', folder);
  return remove;
}
