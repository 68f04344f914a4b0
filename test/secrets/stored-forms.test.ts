import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SecretError } from '../../src/secrets/secret-error.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { customVisionAccess, readAccess } from '../../src/secrets/service-access.ts';

const ENDPOINT = 'https://stored.cognitiveservices.azure.com';
const PROJECT = '3b1e0e6a-5a5b-4a51-9d3e-0c1f2a3b4c5d';
const NO_ARGUMENTS = { endpoint: null, project: null, publishedName: null, minimumProbability: null };

const readSecret = (value: string, endpoint: string | null = null) =>
  readAccess('r', new Secret(value), { endpoint });
const json = (fields: object): string => JSON.stringify(fields);

/** What editors, shells, tables and `echo` put around a value. */
const around = fc
  .tuple(
    fc.array(fc.constantFrom(' ', '\n', '\r\n', '\t', '\uFEFF', '\u00A0', '\u200B'), { maxLength: 3 }),
    fc.constantFrom(['', ''], ['"', '"'], ["'", "'"], ['`', '`'], ['<', '>'], ['“', '”']),
  )
  .map(([blanks, [open, close]]) => (text: string) => {
    const blank = blanks.join('');
    return `${blank}${open}${blank}${text}${blank}${close}${blank}`;
  });
const key = fc.stringMatching(/^[A-Za-z\d]{32,84}$/);

describe('what is around a value makes no difference', () => {
  it('for a bare key', () => {
    fc.assert(
      fc.property(key, around, (value, wrap) => {
        expect(readSecret(wrap(value), ENDPOINT).key.reveal()).toBe(value);
      }),
    );
  });

  it('for the fields of a JSON object', () => {
    fc.assert(
      fc.property(key, around, around, (value, wrapKey, wrapEndpoint) => {
        const access = readSecret(json({ endpoint: wrapEndpoint(`${ENDPOINT}/`), key: wrapKey(value) }));
        expect([access.endpoint, access.key.reveal()]).toEqual([ENDPOINT, value]);
      }),
    );
  });

  it('for the JSON object itself, also as JSON in a JSON string', () => {
    const text = json({ endpoint: ENDPOINT, key: 'k3y' });
    for (const stored of [
      `\uFEFF${text}\r\n`,
      `'${text}'`,
      JSON.stringify(text),
      JSON.stringify(JSON.stringify(text)),
    ]) {
      expect(readSecret(stored).key.reveal()).toBe('k3y');
    }
  });

  it("for the detector's fields and arguments", () => {
    const fields = { endpoint: ENDPOINT, key: 'k3y', project_id: ` {x}\n`, published_name: '"plates"\r\n' };
    const access = customVisionAccess('cv', new Secret(json(fields)), {
      ...NO_ARGUMENTS,
      project: ` ${PROJECT}\n`,
    });
    expect(access).toMatchObject({ projectId: PROJECT, publishedName: 'plates' });
  });
});

describe('the names of fields', () => {
  it.each([
    { Endpoint: ENDPOINT, Key: 'k3y' },
    { ENDPOINT, KEY: 'k3y' },
    { endpoint: ENDPOINT, subscriptionKey: 'k3y' },
    { endpoint: ENDPOINT, subscription_key: 'k3y' },
    { endpoint: ENDPOINT, 'Ocp-Apim-Subscription-Key': 'k3y' },
    { endpoint: ENDPOINT, apiKey: 'k3y' },
    { endpoint: ENDPOINT, 'api-key': 'k3y' },
    { endpoint: ENDPOINT, api_key: 'k3y' },
    { endpoint: ENDPOINT, key1: 'k3y', key2: 'an0ther' },
    { 'endpoint ': ENDPOINT, ' key': 'k3y' },
    { endpointUrl: ENDPOINT, 'Prediction-Key': 'k3y' },
    { url: ENDPOINT, 'primary key': 'k3y' },
    { endpoint: ENDPOINT, key: 'k3y', apiKey: 'another, but `key` is the documented name' },
    { endpoint: ENDPOINT, apiKey: 'k3y', subscriptionKey: 'k3y' },
  ])('%o', (fields) => {
    const access = readSecret(json(fields));
    expect([access.endpoint, access.key.reveal()]).toEqual([ENDPOINT, 'k3y']);
  });

  it('of the detector may be spelled in other ways as well', () => {
    const fields = {
      Endpoint: ENDPOINT,
      PredictionKey: 'k3y',
      'Project-Id': PROJECT,
      PublishedName: 'plates',
      Threshold: '0.7',
    };
    expect(customVisionAccess('cv', new Secret(json(fields)), NO_ARGUMENTS)).toMatchObject({
      projectId: PROJECT,
      publishedName: 'plates',
      minimumProbability: 0.7,
    });
  });
});

describe('a secret that is rejected', () => {
  it.each([
    [
      json({ endpunkt: ENDPOINT, Schluessel: 'k3y' }),
      "Secret 'r' has no field 'key': add it to the JSON object. It has 'endpunkt' and 'Schluessel'.",
    ],
    [json({}), "Secret 'r' has no field 'key': add it to the JSON object. It has no field."],
    [
      json({ read: { endpoint: ENDPOINT, key: 'k3y' } }),
      "Secret 'r' has no field 'endpoint': add it to the JSON object, or give --read_endpoint. It has 'read'.",
    ],
    [
      json({ endpoint: ENDPOINT, a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4: '' }),
      "Secret 'r' has no field 'key': add it to the JSON object. It has 'endpoint' and 1 more.",
    ],
    [
      json({ endpoint: ENDPOINT, apiKey: 'k3y', subscriptionKey: 'an0ther' }),
      "Secret 'r' has different values for 'key' in 'apiKey' and 'subscriptionKey': keep one of them.",
    ],
    [ENDPOINT, "Secret 'r' is an address, not a key"],
    [`Endpoint=${ENDPOINT};Key=k3y`, "Secret 'r' looks like a connection string, not a key"],
    ['\uFEFF \n', "Secret 'r' is empty"],
    ["{'endpoint': 'x', 'key': 'k3y'}", "Secret 'r' begins like JSON but is not valid JSON"],
  ])('%s says which field names it found', (stored, problem) => {
    expect(() => readSecret(stored)).toThrow(SecretError);
    expect(() => readSecret(stored)).toThrow(problem);
    expect(() => readSecret(stored)).not.toThrow(/k3y|an0ther|a1b2c3/);
  });
});
