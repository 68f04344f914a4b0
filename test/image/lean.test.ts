import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { emulateAzure } from '../support/emulate-azure.ts';
import { Buildah } from './buildah.ts';
import { type Image, makeImage, makeSnapshot, runAsAml, toRows } from './image.ts';

const folder = inject('imageFolder');
const buildah = new Buildah(folder);
const miniBatch = ['2020/08/07/anpr/street-day.jpg'];
let image: Image;
let snapshot: string;

beforeAll(async () => {
  image = await makeImage(buildah, folder, 'lean', {
    OFFLINE: 'false',
    AML_PACKAGES: 'false',
    RUN_AS: '1000',
  });
  snapshot = await makeSnapshot(join(folder, 'lean-snapshot'));
});

describe("the container image without the offline engine and AML's packages", () => {
  it('runs as the user it was built for', async () => {
    expect(await buildah.run(image.container, ['id', '-u'])).toMatchObject({ stdout: '1000\n' });
  });

  it('reads through the Read API, with a secret from a vault', async () => {
    const azure = await emulateAzure(folder, ['readapisecret']);
    onTestFinished(() => azure.stop());
    const { env } = azure;
    const authority = env['NODE_EXTRA_CA_CERTS']!;
    const argv = ['--key_vault', 'emulator', '--kv_readapi', 'readapisecret'];
    const volumes = { [authority]: authority };
    const rows = toRows(await runAsAml(buildah, image, { snapshot, argv, miniBatch, env, volumes }));
    expect(rows).toMatchObject([{ status: 'succeeded', engine: 'read' }]);
    expect(rows[0]!.text).toContain('7346');
  });

  it('says how to get the offline engine', async () => {
    const { status, stderr } = await runAsAml(buildah, image, {
      snapshot,
      argv: ['--engine', 'offline'],
      miniBatch,
    });
    expect(status).toBe(1);
    expect(stderr).toContain('offline');
  });

  it('has no package of either', async () => {
    const packages = await readdir(join(image.files, 'opt/parallel-run-ocr/node_modules'));
    expect(packages).toContain('sharp');
    expect(packages).toEqual(expect.not.arrayContaining(['onnxruntime-node', 'tesseract.js', '@gutenye']));
    const { stderr } = await buildah.run(image.container, ['python', '-c', 'import azureml.core']);
    expect(stderr).toContain('ModuleNotFoundError');
  });
});
