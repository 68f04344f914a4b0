import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../src/manifest/parse-manifest.ts';
import { ROOT } from '../samples-truth.ts';
import { manifestOf, MOUNT } from './manifest-of.ts';

const schema = JSON.parse(await readFile(join(ROOT, 'schema/manifest.schema.json'), 'utf8')) as object;
const isValid = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

describe('parseManifest', () => {
  it('accepts exactly what the schema accepts', () => {
    const manifest = manifestOf([`${MOUNT}/a.jpg`]);
    // A time that is none, and a name that is no argument of this version, are told by one of the two only.
    const paths = pathsIn(manifest).filter(
      ([first, second = '']) => !first?.endsWith('arguments') && !second.endsWith('_at'),
    );
    const other = fc.constantFrom(undefined, null, 0, -1, 1.5, '', 'x', '/x', [], {}, [null], [['x']], {
      x: 1,
    });
    fc.assert(
      fc.property(fc.constantFrom(...paths), other, (path, value) => {
        const changed = changedAt(manifest, path, value);
        const parsed = parseManifest(JSON.stringify(changed));
        const accepted = isValid(JSON.parse(JSON.stringify(changed)));
        expect(parsed.kind === 'manifest').toBe(accepted);
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, string, string]>([
    ['nothing', '', 'it is not JSON'],
    ['a photograph', '\u00ff\u00d8\u00ff', 'it is not JSON'],
    ['a part of one', '{"version":1,"items":["/a', 'it is not JSON'],
    ['depth', '['.repeat(200_000), 'it is not JSON'],
    ['a row', '{"file":"a.jpg","status":"succeeded"}', 'is no manifest of a mini-batch'],
    ['a list', '[1]', 'is no manifest of a mini-batch'],
  ])('rejects %s with one sentence', (_what, text, problem) => {
    expect(parseManifest(text)).toEqual({ kind: 'broken', problem: expect.stringContaining(problem) });
  });

  it('names the field of a damaged one', () => {
    const manifest = manifestOf([`${MOUNT}/a.jpg`]);
    const problemOf = (changes: object): unknown =>
      parseManifest(JSON.stringify({ ...manifest, ...changes }));
    expect(problemOf({ version: 2 })).toMatchObject({
      problem: expect.stringContaining('version is 2, accepted is 1'),
    });
    expect(problemOf({ items: ['/a', 5] })).toMatchObject({
      problem: expect.stringContaining('items[1] is 5'),
    });
    expect(problemOf({ arguments: { shell: 'rm' } })).toMatchObject({
      problem: expect.stringContaining('arguments.shell is an unknown field'),
    });
  });
});

type Path = readonly string[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  const inside = Object.entries(value).flatMap(([name, part]) => pathsIn(part, [...path, name]));
  return path.length === 0 ? inside : [path, ...inside];
}

function changedAt(value: object, [name = '', ...rest]: Path, part: unknown): object {
  const inner = Object(Reflect.get(value, name)) as object;
  return { ...value, [name]: rest.length === 0 ? part : changedAt(inner, rest, part) };
}
