import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parallelComponentSpec } from '../../../src/aml/assets/parallel-component.ts';

const YAML = await readFile(join(import.meta.dirname, '../../../aml/v2/component.yml'), 'utf8');
const { task, inputs } = parallelComponentSpec({ environment: '/e', code: '/c' });
const { program_arguments: program } = task as { program_arguments: string };

const optionalOf = (text: string): string[] =>
  [...text.matchAll(/\$\[\[--(\w+) \$\{\{inputs\.\1\}\}\]\]/g)].map(([, name]) => name ?? '').toSorted();

it('takes the same optional inputs as the YAML file of the component', () => {
  expect(optionalOf(program)).toEqual(optionalOf(YAML));
  expect(optionalOf(program).length).toBeGreaterThan(20);
});

it('has an input for each, and for the images', () => {
  expect(Object.keys(inputs as object).toSorted()).toEqual([...optionalOf(program), 'images'].toSorted());
});
