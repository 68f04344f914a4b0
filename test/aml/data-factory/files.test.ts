import { Ajv, type ValidateFunction } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../samples-truth.ts';
import { type Expression, parseExpression, partsOf } from './expression.ts';
import { factorySchema } from './factory-schema.ts';
import { type Json, misspellings } from './misspellings.ts';
import { SAMPLE_FACTORIES } from './sample-factories.ts';

const FOLDER = `${ROOT}aml/data-factory`;

const ajv = new Ajv({ strict: false, validateFormats: false });
const validators = new Map<string, ValidateFunction>();

describe.each(Object.entries(SAMPLE_FACTORIES))('aml/data-factory/%s', (name, files) => {
  const folder = `${FOLDER}/${name}`;
  const written = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1));
  const read = (path: string): Json => JSON.parse(readFileSync(`${folder}/${path}`, 'utf8')) as Json;
  const pipeline = read('pipeline/read_images.json');
  const trigger = read('trigger/read_images_daily.json');

  it('holds what `aml adf` writes', () => {
    expect(Object.fromEntries(written.map((path) => [path, read(path)]))).toEqual(
      Object.fromEntries(files.map(({ path, content }) => [path, content])),
    );
  });

  it.each(written)('%s has the documented properties, and no other', (path) => {
    expect(schemaErrors(path, read(path))).toEqual([]);
  });

  it.each(written)('%s with any one property misspelt is noticed', (path) => {
    const broken = misspellings(read(path));
    expect(broken.length).toBeGreaterThan(5);
    expect(
      broken.filter(({ content }) => schemaErrors(path, content).length === 0).map(({ at }) => at),
    ).toEqual([]);
  });

  it('has expressions that can be read, and that name what there is', () => {
    const known = { activities: namesOf(pipeline), parameters: ['partition'] };
    const expressions = [...expressionsIn(pipeline), ...expressionsIn(trigger)];
    expect(expressions.length).toBeGreaterThan(1);
    expect(expressions.flatMap((text) => unknownIn(parseExpression(text), known))).toEqual([]);
    expect(unknownIn(parseExpression("@activity('job').output"), { ...known, activities: [] })).toEqual([
      'activity job',
    ]);
  });

  it("passes the day's partition from the trigger to the worker", () => {
    expect(JSON.stringify(trigger)).toContain("@formatDateTime(trigger().scheduledTime, 'yyyy/MM/dd')");
    expect(JSON.stringify(pipeline)).toMatch(
      /"input_partition":\{[^}]*"@pipeline\(\)\.parameters\.partition"/,
    );
  });
});

describe('an expression', () => {
  it.each([
    "@concat('a', 'b'",
    "@concat('a')",
    '@nonsense()',
    "@equals('a' 'b')",
    'trigger()',
    '@trigger().x y',
    "@concat('a, 'b')",
  ])('like %s is rejected', (text) => {
    expect(() => parseExpression(text)).toThrow('cannot be read');
  });
});

function schemaErrors(path: string, content: Json): string[] {
  const validate = validatorOf(path.split('/')[0] ?? '');
  validate(content);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

/** Compiled once per kind of file: a compilation takes longer than all validations. */
function validatorOf(kind: string): ValidateFunction {
  const validate = validators.get(kind) ?? ajv.compile(factorySchema(kind));
  validators.set(kind, validate);
  return validate;
}

function expressionsIn(value: Json): string[] {
  if (typeof value === 'string') return value.startsWith('@') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(expressionsIn) : [];
}

function namesOf(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const name = Array.isArray(value) || !('typeProperties' in value) ? null : value['name'];
  return [...(typeof name === 'string' ? [name] : []), ...Object.values(value).flatMap(namesOf)];
}

function unknownIn(expression: Expression, known: { activities: string[]; parameters: string[] }): string[] {
  return partsOf(expression).flatMap((part) => {
    const [inner] = part.kind === 'literal' ? [] : part.of;
    if (part.kind === 'call' && part.name === 'activity' && inner?.kind === 'literal') {
      return known.activities.includes(inner.value) ? [] : [`activity ${inner.value}`];
    }
    const isParameter = part.kind === 'member' && inner?.kind === 'member' && inner.name === 'parameters';
    return isParameter && !known.parameters.includes(part.name) ? [`parameter ${part.name}`] : [];
  });
}
