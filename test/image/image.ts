import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Row } from '../../src/contract/row.ts';
import { ROOT, SAMPLES } from '../samples-truth.ts';
import { registrySettings } from './base-images.ts';
import type { Buildah, Ran, RunOptions } from './buildah.ts';

const ENTRY_SCRIPT = 'entry/parallel_run_entry.py';
const DATA = '/mnt/data';
const DRIVER = '/mnt/driver';
const SNAPSHOT = '/mnt/snapshot';

/** A container image, and a container of it. */
export interface Image {
  readonly container: string;
  /** Its files, on this machine. */
  readonly files: string;
}

/** Builds the Dockerfile on the base images of the global setup. */
export async function makeImage(
  buildah: Buildah,
  folder: string,
  name: string,
  args: Readonly<Record<string, string>>,
): Promise<Image> {
  await buildah.build(name, join(ROOT, 'Dockerfile'), join(folder, 'checkout'), {
    arguments: { NODE_IMAGE: 'localhost/node', BASE_IMAGE: 'localhost/base', ...args },
    volumes: await registrySettings(folder),
  });
  const container = await buildah.create(name);
  return { container, files: await buildah.mount(container) };
}

/** A snapshot with nothing but the entry script. */
export async function makeSnapshot(folder: string): Promise<string> {
  await mkdir(join(folder, 'entry'), { recursive: true });
  await copyFile(join(ROOT, ENTRY_SCRIPT), join(folder, ENTRY_SCRIPT));
  return folder;
}

export interface AmlRun extends RunOptions {
  /** The folder on this machine that stands for what AML unpacks on the node. */
  readonly snapshot: string;
  readonly argv: readonly string[];
  /** Relative to `samples/`. */
  readonly miniBatch: readonly string[];
}

/** Runs one worker process as AML would in the container image, from init() to shutdown(). */
export function runAsAml(buildah: Buildah, image: Image, options: AmlRun): Promise<Ran> {
  const { snapshot, argv, miniBatch, ...others } = options;
  const call = [SNAPSHOT, [...argv, '--input_root', DATA], miniBatch.map((file) => join(DATA, file))];
  return buildah.run(image.container, ['python', `${DRIVER}/as_aml.py`, JSON.stringify(call)], {
    workingFolder: '/var/tmp',
    ...others,
    volumes: {
      [DATA]: SAMPLES,
      [DRIVER]: join(ROOT, 'test/support'),
      [SNAPSHOT]: snapshot,
      ...others.volumes,
    },
  });
}

/** @throws Error with the output of the process, when it returned no rows */
export function toRows({ status, stdout, stderr }: Ran): Row[] {
  if (status !== 0) throw new Error(`exit code ${status}:\n${stderr}`);
  return (JSON.parse(stdout) as string[]).map((row) => JSON.parse(row) as Row);
}
