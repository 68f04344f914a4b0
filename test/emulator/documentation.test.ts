import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EMULATE_OPTIONS } from '../../src/cli/emulate/options.ts';
import { ECHO_FORMS } from '../../src/emulator/faults/echo-forms.ts';
import {
  BAD_BODIES,
  LOCATIONS,
  FORCED_OUTCOMES,
  RESET_MOMENTS,
  STATUS_BODIES,
} from '../../src/emulator/faults/fault.ts';
import { parseFaults } from '../../src/emulator/faults/parse-faults.ts';
import { BUDGETS, OPERATIONS } from '../../src/emulator/operations.ts';
import { ROOT } from '../samples-truth.ts';

const page = readFileSync(new URL('../../docs/emulator.md', import.meta.url), 'utf8');

describe('docs/emulator.md', () => {
  it('its fault script is accepted', () => {
    const [, script = ''] = /```json\n(.*?)```/s.exec(page) ?? [];
    expect(parseFaults(script, 'docs/emulator.md').rules.map(({ name }) => name)).toEqual([
      'burst',
      'flaky',
      'lost responses',
      'one bad image',
    ]);
  });

  it.each([
    ['operation', Object.keys(OPERATIONS)],
    ['budget', BUDGETS],
    [
      'value of a fault',
      [BAD_BODIES, LOCATIONS, FORCED_OUTCOMES, RESET_MOMENTS, STATUS_BODIES, Object.keys(ECHO_FORMS)].flat(),
    ],
  ])('names every %s', (_, names) => {
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('imports what the package exports', () => {
    const imported = Array.from(
      page.matchAll(/from 'parallel-run-ocr(\/[^']+)'/g),
      ([, path = '']) => `.${path}`,
    );
    expect(imported).toEqual(['./emulator']);
    const { exports } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { exports: object };
    expect(exports).toHaveProperty(imported);
  });

  it('names no option that is not there', () => {
    const known = { ...EMULATE_OPTIONS, help: true };
    const reference = page.replace(/^## Azure on one machine\n.*?(?=^## )/ms, '');
    const named = Array.from(reference.matchAll(/--([a-z_]+)/g), ([, name = '']) => name);
    expect(named.filter((name) => !Object.hasOwn(known, name))).toEqual([]);
  });
});
