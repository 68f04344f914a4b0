import { describe, expect, it } from 'vitest';
import { RETIREMENTS, retirementWarning } from '../../../src/ocr/azure/retirement.ts';

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
