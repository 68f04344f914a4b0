import { AzureError } from '../../azure/azure-error.ts';
import { jsonBody } from '../../azure/rest/json-body.ts';
import { runOperation } from '../../azure/rest/long-running.ts';
import type { RestRequest } from '../../azure/rest/request.ts';
import { armRequest, type AmlSession } from '../session.ts';
import { type Difference, findDifferences } from './find-differences.ts';
import type { Wanted } from './wanted.ts';

export interface EnsureReport {
  /** One line about what was found and done. */
  readonly onDone: (line: string) => void;
  /** `Creating`, `Resizing` … */
  readonly onState: (state: string) => void;
  /** Gets what would be sent, in a dry run; null sends it. */
  readonly dryRun: ((request: RestRequest) => void) | null;
}

/**
 * Makes sure that the workspace has something: asks first, and writes only what is missing or differs.
 *
 * @throws AzureError `conflict` when it differs where it cannot be changed
 */
export async function ensure(
  session: AmlSession,
  wanted: Wanted,
  { onDone, onState, dryRun }: EnsureReport,
  signal: AbortSignal,
): Promise<void> {
  const { title, id, role, body } = wanted;
  const existing = await read(session, wanted, signal);
  const differences = existing === null ? [] : findDifferences(wanted.compared, existing);
  if (existing !== null && differences.length === 0) {
    onDone(`${title} is there: left as it is`);
    return;
  }
  refuseFixed(wanted, differences);
  const request = armRequest(session, 'PUT', id, { failing: `${title} cannot be written`, role, body });
  const done = existing === null ? 'created' : `changed: ${differences.map(describe).join(', ')}`;
  if (dryRun !== null) {
    dryRun(request);
    onDone(`${title} would be ${done}`);
    return;
  }
  await runOperation(request, { client: session.client, clock: session.clock, onState }, signal);
  onDone(`${title} ${done}`);
}

/** @returns null where it is not there */
async function read(session: AmlSession, { title, id, role }: Wanted, signal: AbortSignal) {
  const request = armRequest(session, 'GET', id, { failing: `${title} cannot be read`, role, accept: [404] });
  const answer = await session.client.send(request, signal);
  return answer.status === 404 ? null : jsonBody(answer, request);
}

function refuseFixed({ title, changeable, advice }: Wanted, differences: readonly Difference[]): void {
  const fixed = differences.filter(({ path }) => !changeable(path));
  if (fixed.length === 0) return;
  throw new AzureError(
    'conflict',
    `${title} is there, but another one, and cannot be changed: ${fixed.map(describe).join(', ')}. ${advice}`,
  );
}

const describe = ({ path, is, wanted }: Difference): string => `${path} is ${is}, not ${wanted}`;
