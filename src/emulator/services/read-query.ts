import { type EmulatorRequest, queryValue } from '../server/http.ts';

/** An error of Read v3.2, before its shape is chosen. */
export interface ReadProblem {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const MODEL_VERSIONS = new Set(['latest', '2022-04-30', '2022-01-30', '2021-09-30', '2021-04-12']);

const CHECKS: readonly (readonly [name: string, isValid: (value: string) => boolean, code: string])[] = [
  /** The service has a list of languages; the emulator accepts every well-formed tag. */
  ['language', (value) => /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/.test(value), 'NotSupportedLanguage'],
  ['readingOrder', (value) => value === 'basic' || value === 'natural', 'InvalidReadingOrder'],
  ['model-version', (value) => MODEL_VERSIONS.has(value.replace(/-preview$/, '')), 'BadArgument'],
];

export function checkReadQuery(request: EmulatorRequest): ReadProblem | null {
  const wrong = CHECKS.find(([name, isValid]) => {
    const value = queryValue(request, name);
    return value !== null && !isValid(value);
  });
  if (wrong === undefined) return null;
  const [name, , code] = wrong;
  return {
    status: 400,
    code,
    message: `The value ${queryValue(request, name)} of ${name} is not supported.`,
  };
}
