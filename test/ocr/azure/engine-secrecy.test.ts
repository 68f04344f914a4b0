import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { DEFAULT_TIME_LIMITS } from '../../../src/ocr/azure/engine-config.ts';
import { AZURE_ENGINES, engineFor, plainImage } from './support/azure-engines.ts';
import { IdleClock } from './support/idle-clock.ts';
import { KEY } from './support/keys.ts';
import { scriptedServer, type ScriptedResponse, type Received } from './support/scripted-server.ts';

const ID = '2d4f1c60-5b0f-4e0a-9a3e-0c9d6f7b8a11';
/** Everything the client sent, sent back. */
const echo = ({ headers, url }: Received): string => JSON.stringify({ headers, url });

/** Responses of a hostile or broken service that repeat our headers wherever there is room. */
const HOSTILE: Readonly<Record<string, (request: Received) => ScriptedResponse>> = {
  'a 400': (request) => ({ status: 400, body: { error: { code: 'InvalidImage', message: echo(request) } } }),
  'a 401': (request) => ({ status: 401, body: { error: { code: '401', message: echo(request) } } }),
  'a 403': (request) => ({ status: 403, body: { code: echo(request), message: echo(request) } }),
  'a 404': (request) => ({ status: 404, body: { error: { code: '404', message: echo(request) } } }),
  'a 429': (request) => ({ status: 429, body: { error: { code: '429', message: echo(request) } } }),
  'a 500 with HTML': (request) => ({ status: 500, body: `<html>${echo(request)}</html>` }),
  'a redirect': (request) => ({
    status: 302,
    headers: { location: `https://a.example/?${KEY}` },
    body: echo(request),
  }),
  'broken JSON': (request) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: `${echo(request)}{`,
  }),
  'JSON of the wrong shape': (request) => ({
    status: 200,
    body: { status: 'succeeded', analyzeResult: { readResults: echo(request) }, readResult: echo(request) },
  }),
  'an HTML page': (request) => ({
    status: 200,
    headers: { 'content-type': `text/html ${KEY}` },
    body: echo(request),
  }),
  'a failed operation': (request) => ({
    status: 200,
    body: { status: 'failed', analyzeResult: { errors: [{ code: echo(request), message: echo(request) }] } },
  }),
  'a foreign operation': () => ({
    status: 202,
    headers: { 'operation-location': `https://a.example/${KEY}/${ID}` },
  }),
  'an operation that is none': () => ({ status: 202, headers: { 'operation-location': KEY } }),
  'a cut connection': () => 'reset',
  silence: () => 'hang',
};

describe.each(AZURE_ENGINES)('$name', (subject) => {
  it.each(Object.entries(HOSTILE))('keeps the key out of its error after %s', async (_, response) => {
    const clock = new IdleClock();
    const server = await scriptedServer((request) => {
      const what = response(request);
      // Nothing else is in progress, so the limit of the request may pass.
      if (what === 'hang') clock.elapse(DEFAULT_TIME_LIMITS.requestMs);
      return what;
    });
    onTestFinished(() => server.close());
    const flow = clock.standingStill(retryingFlow({ clock }));
    const { engine } = engineFor(subject, server, { flow });
    const error: unknown = await engine.read(await plainImage('red'), neverEnding()).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: expect.stringMatching(/./), fault: expect.stringMatching(/./) });
    expect(server.received[0]?.headers['ocp-apim-subscription-key']).toBe(KEY);
    for (const rendering of renderings(error)) expect(rendering).not.toContain(KEY);
    for (const rendering of renderings(engine)) expect(rendering).not.toContain(KEY);
  });
});

/** Every way the error may end up in a log, its hidden and inherited properties included. */
function renderings(value: unknown): readonly string[] {
  const deep = inspect(value, { depth: Infinity, showHidden: true, getters: true, maxArrayLength: null });
  return [deep, String(value), JSON.stringify(value), JSON.stringify(allOf(value))];
}

function allOf(value: unknown, seen = new Set<unknown>()): unknown {
  if (typeof value !== 'object' || value === null || seen.has(value)) return String(value);
  seen.add(value);
  return Reflect.ownKeys(value).map((name) => [String(name), allOf(Reflect.get(value, name), seen)]);
}
