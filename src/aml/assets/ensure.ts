import { AzureError } from '../../azure/azure-error.ts';
import { jsonBody } from '../../azure/rest/json-body.ts';
import { runLongOperation } from '../../azure/rest/long-running.ts';
import type { RestRequest } from '../../azure/rest/request.ts';
import { armRequest, type AmlSession } from '../aml-session.ts';
import { type Difference, findDifferences } from './find-differences.ts';
import type { DesiredResource } from './desired-resource.ts';

export interface EnsureReport {
  /** One line about what was found and done. */
  readonly onDone: (line: string) => void;
  /** `Creating`, `Resizing` … */
  readonly onState: (state: string) => void;
  /** Receives each request in a dry run; null sends the requests. */
  readonly dryRun: ((request: RestRequest) => void) | null;
}

/**
 * Makes sure that the workspace has a resource: reads it first, and writes it only when it is missing or differs.
 *
 * @throws AzureError `conflict` when it differs where it cannot be changed
 */
export async function ensure(
  session: AmlSession,
  desired: DesiredResource,
  { onDone, onState, dryRun }: EnsureReport,
  signal: AbortSignal,
): Promise<void> {
  const { title, id, role, body } = desired;
  const existing = await read(session, desired, signal);
  const differences = existing === null ? [] : findDifferences(desired.identity, existing);
  if (existing !== null && differences.length === 0) {
    onDone(`${title} exists: left unchanged`);
    return;
  }
  rejectFixed(desired, differences);
  const request = armRequest(session, 'PUT', id, { failing: `${title} cannot be written`, role, body });
  const done = existing === null ? 'created' : `changed: ${differences.map(describe).join(', ')}`;
  if (dryRun !== null) {
    dryRun(request);
    onDone(`${title} would be ${done}`);
    return;
  }
  await runLongOperation(request, { client: session.client, clock: session.clock, onState }, signal);
  onDone(`${title} ${done}`);
}

/** @returns null where it does not exist */
async function read(session: AmlSession, { title, id, role }: DesiredResource, signal: AbortSignal) {
  const request = armRequest(session, 'GET', id, { failing: `${title} cannot be read`, role, accept: [404] });
  const response = await session.client.send(request, signal);
  return response.status === 404 ? null : jsonBody(response, request);
}

function rejectFixed(
  { title, isMutable, advice }: DesiredResource,
  differences: readonly Difference[],
): void {
  const fixed = differences.filter(({ path }) => !isMutable(path));
  if (fixed.length === 0) return;
  throw new AzureError(
    'conflict',
    `${title} exists with settings that cannot be changed: ${fixed.map(describe).join(', ')}. ${advice}`,
  );
}

const describe = ({ path, is, wanted }: Difference): string => `${path} is ${is}, not ${wanted}`;
