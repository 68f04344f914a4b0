import { join } from 'node:path';
import type { Row } from '../../src/contract/row.ts';
import { ROOT, SAMPLES } from '../samples-truth.ts';
import type { Buildah, Ran, RunOptions } from './buildah.ts';

const DATA = '/mnt/data';
const DRIVER = '/mnt/driver';
const SNAPSHOT = '/mnt/snapshot';

/** An image with a container of it. */
export interface Image {
  readonly name: string;
  readonly container: string;
  /** Its files, on this machine. */
  readonly files: string;
}

export async function openImage(buildah: Buildah, name: string): Promise<Image> {
  const container = await buildah.create(name);
  return { name, container, files: await buildah.mount(container) };
}

export interface AmlRun extends RunOptions {
  /** Of this machine; what AML unpacks on the node. */
  readonly snapshot: string;
  readonly argv: readonly string[];
  /** Relative to `samples/`. */
  readonly miniBatch: readonly string[];
}

/** One worker process of AML in the image, from init() to shutdown(). */
export function runAsAml(buildah: Buildah, image: Image, options: AmlRun): Promise<Ran> {
  const { snapshot, argv, miniBatch, ...others } = options;
  const call = [SNAPSHOT, [...argv, '--input_root', DATA], miniBatch.map((file) => join(DATA, file))];
  return buildah.run(image.container, ['python', `${DRIVER}/as_aml.py`, JSON.stringify(call)], {
    workingFolder: '/var/tmp',
    ...others,
    volumes: {
      [DATA]: SAMPLES,
      [DRIVER]: join(ROOT, 'test/image'),
      [SNAPSHOT]: snapshot,
      ...others.volumes,
    },
  });
}

/** @throws Error with what the process printed, when it gave no rows */
export function toRows({ status, stdout, stderr }: Ran): Row[] {
  if (status !== 0) throw new Error(`exit code ${status}:\n${stderr}`);
  return (JSON.parse(stdout) as string[]).map((row) => JSON.parse(row) as Row);
}
