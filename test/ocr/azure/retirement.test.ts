import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/flow/clock.ts';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
import { lineLogger } from '../../../src/logging/line-logger.ts';
import { RETIREMENTS, retirementWarning } from '../../../src/ocr/azure/retirement.ts';
import { AZURE_ENGINES } from './support/azure-engines.ts';

const at = (day: string): string | null =>
  retirementWarning('read', RETIREMENTS.read, Date.parse(`${day}T00:00:00Z`));

describe('retirementWarning', () => {
  it('is silent until 18 months before the end', () => {
    expect(at('2027-03-25')).toBeNull();
    expect(at('2027-03-26')).toContain('retires on 2028-09-25');
  });

  it('still warns after the end', () => {
    expect(at('2028-09-25')).toContain('was to retire on 2028-09-25');
  });

  it('names a successor and a public page', () => {
    expect(at('2028-01-01')).toMatch(/Document Intelligence.*https:\/\/learn\.microsoft\.com/);
  });

  it('is silent about a service without an end', () => {
    expect(retirementWarning('document-intelligence', null, Date.parse('2040-01-01'))).toBeNull();
  });
});

describe('an engine at its start', () => {
  it.each([
    ['read', 1],
    ['read-container', 1],
    ['image-analysis', 1],
    ['document-intelligence', 0],
  ])('%s says %i line about its end in 2028', async (name, count) => {
    const lines: string[] = [];
    const clock = { ...systemClock, now: () => Date.parse('2028-01-01') };
    const subject = AZURE_ENGINES.find((engine) => engine.name === name);
    const engine = subject!.create({
      endpoint: 'https://name.cognitiveservices.azure.com',
      auth: { kind: 'none' },
      flow: retryingFlow({ clock }),
      logger: lineLogger('WARNING', (line) => lines.push(line)),
    });
    await engine.close();
    expect(lines).toHaveLength(count);
  });
});
