import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SecretError } from '../../src/secrets/secret-error.ts';
import { Secret } from '../../src/secrets/secret.ts';
import {
  type CustomVisionArguments,
  customVisionAccess,
  type ReadArguments,
  readAccess,
} from '../../src/secrets/service-access.ts';

const NO_READ: ReadArguments = { endpoint: null };
const NO_VISION: CustomVisionArguments = {
  endpoint: null,
  project: null,
  publishedName: null,
  minimumProbability: null,
};
const PROJECT = '3b1e0e6a-5a5b-4a51-9d3e-0c1f2a3b4c5d';
const VISION = {
  endpoint: 'https://cv.cognitiveservices.azure.com/',
  key: 'k3y',
  project_id: PROJECT,
  published_name: 'plates-3',
  minimum_probability: 0.7,
};

const read = (value: unknown, given = NO_READ) => readAccess('ocr-read', secretOf(value), given);
const vision = (value: unknown, given = NO_VISION) => customVisionAccess('plates', secretOf(value), given);

describe('a bare key', () => {
  it('with the endpoint from the arguments', () => {
    const access = read(' k3y\r\n', { endpoint: 'https://x.cognitiveservices.azure.com/' });
    expect(access.endpoint).toBe('https://x.cognitiveservices.azure.com');
    expect(access.key.reveal()).toBe('k3y');
  });

  it('without one says which argument to give', () => {
    expect(problems(() => read('k3y'))).toEqual([
      "Secret 'ocr-read' is a bare key, so 'endpoint' is missing: give --read_endpoint, or store a JSON object with it.",
    ]);
  });

  it('of Custom Vision names everything that is missing at once', () => {
    expect(problems(() => vision('k3y')).join()).toMatch(
      /custom_vision_endpoint.*custom_vision_project.*custom_vision_published_name/,
    );
  });

  it.each(['', '  \n', 'two words', 'schlüssel', 'k3y\u0000', 'k3y\nmore'])('is not %j', (value) => {
    expect(problems(() => read(value, { endpoint: 'https://x.example' }))).toHaveLength(1);
  });
});

describe('a JSON object', () => {
  it('holds everything', () => {
    expect(vision(VISION)).toMatchObject({
      endpoint: 'https://cv.cognitiveservices.azure.com',
      projectId: PROJECT,
      publishedName: 'plates-3',
      minimumProbability: 0.7,
    });
  });

  it('may use camelCase, and probability defaults to one half', () => {
    const access = vision({ endpoint: VISION.endpoint, key: 'k3y', projectId: PROJECT, publishedName: 'p' });
    expect(access).toMatchObject({ projectId: PROJECT, publishedName: 'p', minimumProbability: 0.5 });
  });

  it.each([0, 1, '0', ' 0.25 ', 0.5])('takes the probability %j', (value) => {
    expect(vision({ ...VISION, minimum_probability: value }).minimumProbability).toBe(Number(value));
  });

  it.each([-0.01, 1.01, '', '  ', 'half', true, null, [], [0.5], NaN])(
    'rejects the probability %j',
    (value) => {
      expect(problems(() => vision({ ...VISION, minimum_probability: value }))).toEqual([
        "Field 'minimum_probability' of secret 'plates' is not accepted: give a number from 0 to 1.",
      ]);
    },
  );

  it.each(['', ' ', 3, null])('rejects the published name %j', (value) => {
    expect(problems(() => vision({ ...VISION, published_name: value }))).toEqual([
      "Field 'published_name' of secret 'plates' is not accepted: give the name the iteration was published under, as text.",
    ]);
  });

  it.each([17, [PROJECT], '3b1e0e6a'])('rejects the project %j', (value) => {
    expect(problems(() => vision({ ...VISION, project_id: value }))).toEqual([
      "Field 'project_id' of secret 'plates' is not accepted: give the project's id, a GUID.",
    ]);
  });

  it('names the fields that it has where one is missing, never a value or what may be a key', () => {
    expect(
      problems(() => read({ name: 'n', region: 'r', [`k${'3'.repeat(40)}`]: 'k3y', key: 'k3y' })),
    ).toEqual([
      "Secret 'ocr-read' has no field 'endpoint': add it to the JSON object, or give --read_endpoint. It has 'name', 'region', 'key' and 1 more.",
    ]);
    expect(problems(() => read({ endpoint: VISION.endpoint, Name: 'n' }))).toEqual([
      "Secret 'ocr-read' has no field 'key': add it to the JSON object. It has 'endpoint' and 'Name'.",
    ]);
    expect(problems(() => read({ endpoint: VISION.endpoint }))).toEqual([
      "Secret 'ocr-read' has no field 'key': add it to the JSON object. It has 'endpoint'.",
    ]);
    expect(problems(() => read({}))[0]).toMatch(/ It has no field\.$/);
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`field${index}`, 1]));
    expect(problems(() => read({ ...many, key: 'k3y' }))[0]).toMatch(/'field8', 'field9' and 3 more\.$/);
  });

  it('takes the documented name or its camelCase before any other', () => {
    const both = { ...VISION, project_id: PROJECT, PROJECT: 'x', projectId: 'y' };
    expect(vision(both).projectId).toBe(PROJECT);
    const { project_id: _, ...others } = VISION;
    expect(vision({ ...others, projectId: PROJECT, project: 'x' }).projectId).toBe(PROJECT);
  });

  it('gives way to the arguments', () => {
    const given = { ...NO_VISION, publishedName: 'plates-4', minimumProbability: 0.25 };
    expect(vision(VISION, given)).toMatchObject({ publishedName: 'plates-4', minimumProbability: 0.25 });
  });

  it('names every field that is wrong', () => {
    const wrong = {
      endpoint: 'http://cv.example',
      key: '',
      project_id: 'x',
      published_name: 3,
      minimum_probability: 2,
    };
    expect(
      problems(() => vision(wrong)).map((problem) => /'(\w+)' of secret 'plates'/.exec(problem)?.[1]),
    ).toEqual(['endpoint', 'key', 'project_id', 'published_name', 'minimum_probability']);
  });

  it.each(['{"key": "k3y"', '[]', '["k3y"]', '"k3y"', '{]'])('is not %j', (value) => {
    expect(problems(() => read(value))).toEqual([expect.stringContaining("Secret 'ocr-read'")]);
  });

  it('inherits no field from the prototype', () => {
    expect(
      problems(() => read('{"__proto__": {"endpoint": "https://x.example", "key": "k3y"}}')),
    ).toHaveLength(2);
  });
});

it.each([
  'https://x.cognitiveservices.azure.com',
  'https://proxy.example/ocr/',
  'http://localhost:5000',
  'http://127.0.0.1:5000',
  'http://[::1]:5000',
])('takes the endpoint %s', (endpoint) => {
  expect(read({ endpoint, key: 'k3y' }).endpoint).toBe(endpoint.replace(/\/$/, ''));
});

it.each([
  ['http://localhost.example', 'is plain http, over which no key is sent'],
  ['https://user:pass@x.example', 'has a user name or password'],
  [17, 'is not accepted'],
])('rejects the endpoint %s: it %s', (endpoint, problem) => {
  expect(problems(() => read({ endpoint, key: 'k3y' }))).toEqual([
    `Field 'endpoint' of secret 'ocr-read' ${problem}: give the address of the resource, for example https://NAME.cognitiveservices.azure.com.`,
  ]);
});

it('no problem ever shows a value', () => {
  const leaf = fc.oneof(fc.string(), fc.double(), fc.constant(null)).map((value) => `${value}c4nary`);
  const objects = fc.record(
    {
      endpoint: leaf,
      key: leaf,
      project_id: leaf,
      projectId: leaf,
      published_name: leaf,
      minimum_probability: leaf,
    },
    { requiredKeys: [] },
  );
  const texts = fc.oneof(
    leaf,
    objects.map((object) => JSON.stringify(object)),
    leaf.map((text) => `{${text}`),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(problemsOrNone(() => vision(text)).join()).not.toContain('c4nary');
      expect(problemsOrNone(() => read(text)).join()).not.toContain('c4nary');
    }),
  );
});

function secretOf(value: unknown): Secret {
  return new Secret(typeof value === 'string' ? value : JSON.stringify(value));
}

function problems(attempt: () => unknown): readonly string[] {
  const found = problemsOrNone(attempt);
  if (found.length === 0) throw new Error('accepted');
  return found;
}

function problemsOrNone(attempt: () => unknown): readonly string[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (!(error instanceof SecretError)) throw error;
    return error.problems;
  }
}
