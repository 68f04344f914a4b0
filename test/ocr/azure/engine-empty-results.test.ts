import { describe, expect, it, onTestFinished } from 'vitest';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { AZURE_ENGINES, engineFor, plainImage, type AzureEngine } from './support/azure-engines.ts';
import { scriptedServer } from './support/scripted-server.ts';

const scope = neverEnding();
const ID = '2d4f1c60-5b0f-4e0a-9a3e-0c9d6f7b8a11';

/** A service whose calls succeed with these fields as their result. */
async function serviceWith(result: object) {
  const server = await scriptedServer(({ method, url }) =>
    method === 'POST' && !/syncAnalyze|imageanalysis/.test(url)
      ? { status: 202, headers: { 'operation-location': `/${ID}` } }
      : { status: 200, body: { status: 'succeeded', ...result } },
  );
  onTestFinished(() => server.close());
  return server;
}

/** Results without text, and bodies without a result, in each service's own shape. */
function bodiesOf({ name }: AzureEngine): {
  readonly empty: readonly object[];
  readonly none: readonly object[];
} {
  if (name === 'image-analysis') {
    const metadata = { width: 1, height: 1 };
    return {
      empty: [
        { metadata, readResult: { blocks: [] } },
        { metadata, readResult: { blocks: [{ lines: [] }] } },
      ],
      none: [{}, { metadata }, { readResult: null }, { readResult: [] }],
    };
  }
  const list = name === 'document-intelligence' ? 'pages' : 'readResults';
  const of = (value: unknown) => ({ analyzeResult: { [list]: value } });
  return {
    empty: [of([]), of([{ page: 1, pageNumber: 1, lines: [] }])],
    none: [{}, { analyzeResult: null }, { analyzeResult: {} }, of(null), of('x'), of([null])],
  };
}

describe.each(AZURE_ENGINES)('$name', (subject) => {
  const { empty, none } = bodiesOf(subject);

  it.each(empty)('that succeeds with %j found no text', async (result) => {
    const { engine, retries } = engineFor(subject, await serviceWith(result));
    const { pages } = await engine.read(await plainImage('red'), scope);
    expect(pages.flatMap(({ lines }) => lines)).toEqual([]);
    expect(retries).toEqual([]);
  });

  it.each(none)('that succeeds with %j fails the image at once', async (result) => {
    const server = await serviceWith(result);
    const { engine, retries } = engineFor(subject, server);
    await expect(engine.read(await plainImage('red'), scope)).rejects.toMatchObject({
      fault: 'item',
      code: 'no_result',
    });
    expect(retries).toEqual([]);
    expect(server.received.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});
