// Writes aml/requirements.txt: every Python package of the image with its hashes, from the pip section of
// environment.yml.
// Needs uv (pip install uv). Run: npm run lock:python
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CONDA = fileURLToPath(new URL('../environment.yml', import.meta.url));
const LOCK = fileURLToPath(new URL('../aml/requirements.txt', import.meta.url));
const HEADER = `# Every Python package of the image, with its hashes, for Python 3.10 to 3.13 on Linux.
# Generated from the pip section of environment.yml by: npm run lock:python
`;

// On Linux, 2.26.1 is available for Python 3.10 only.
const HELD_BACK = ['azureml-dataprep-rslex<2.26.1'];

const [, section = ''] = readFileSync(CONDA, 'utf8').split('- pip:\n');
const wanted = [...section.matchAll(/^ +- (\S+)$/gm)].map(([, requirement]) => requirement);
if (wanted.length === 0) throw new Error('environment.yml names no package under "- pip:".');

const options = [
  '--universal',
  '--python-version',
  '3.10',
  '--generate-hashes',
  '--no-annotate',
  '--no-header',
];
const locked = execFileSync('uv', ['pip', 'compile', ...options, '--quiet', '-'], {
  input: [...wanted, ...HELD_BACK].join('\n'),
  encoding: 'utf8',
  stdio: ['pipe', 'pipe', 'inherit'],
});
writeFileSync(LOCK, HEADER + locked);
