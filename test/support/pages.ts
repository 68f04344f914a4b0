import { readdirSync } from 'node:fs';
import { ROOT } from '../samples-truth.ts';

/** Every page of the documentation, by its path from the repository's root. */
export const PAGES: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'aml/README.md',
  'examples/ray/README.md',
  ...readdirSync(`${ROOT}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
