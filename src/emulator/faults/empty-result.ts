import { isRecord } from '../../contract/is-record.ts';
import type { EmulatorResponse } from '../server/http.ts';
import type { EMPTY_RESULTS } from './fault.ts';

type EmptyResult = (typeof EMPTY_RESULTS)[number];

/** A response of success whose list of pages or blocks is empty, or which has no result; others stay as they are. */
export function emptyResult(response: EmulatorResponse, result: EmptyResult): EmulatorResponse {
  const { body } = response;
  if (!isRecord(body)) return response;
  const { analyzeResult, readResult, ...rest } = body;
  if (!isRecord(analyzeResult) && !isRecord(readResult)) return response;
  if (result === 'missing') return { ...response, body: rest };
  const emptied = isRecord(readResult)
    ? { readResult: { ...readResult, blocks: [] } }
    : { analyzeResult: { ...(analyzeResult as object), ...listsOf(analyzeResult) } };
  return { ...response, body: { ...rest, ...emptied } };
}

function listsOf(analyzeResult: unknown): object {
  const fields = isRecord(analyzeResult) ? analyzeResult : {};
  return Object.fromEntries(
    ['readResults', 'pages'].filter((name) => name in fields).map((name) => [name, []]),
  );
}
