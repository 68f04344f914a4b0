import { pathSegment } from '../../azure/rest/path-segment.ts';
import { apiAddress } from '../../azure/cloud.ts';
import { AzureError } from '../../azure/azure-error.ts';
import { jsonBody, textAt } from '../../azure/rest/json-body.ts';
import type { RestRequest } from '../../azure/rest/request.ts';
import { type AmlSession, ROLES } from '../aml-session.ts';
import { workspaceId } from '../../azure/workspace.ts';

/** Which v1 pipeline: a published one, or an endpoint over several of them. */
export type PipelineTarget =
  | { readonly kind: 'pipeline'; readonly id: string }
  | { readonly kind: 'endpoint_id'; readonly id: string; readonly version: string | null }
  | { readonly kind: 'endpoint_name'; readonly name: string; readonly version: string | null };

export interface PipelineCall {
  readonly target: PipelineTarget;
  readonly experiment: string;
  /** Values of the pipeline's parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly dataPaths: Readonly<Record<string, { readonly datastore: string; readonly path: string }>>;
  /** Ids of registered datasets by the name of the parameter. */
  readonly dataSets: Readonly<Record<string, string>>;
}

/** https://learn.microsoft.com/azure/machine-learning/v1/how-to-deploy-pipelines#change-datasets-and-datapaths-without-retraining */
function pipelineCallBody({ experiment, parameters, dataPaths, dataSets }: PipelineCall) {
  const paths = Object.entries(dataPaths).map(([name, { datastore, path }]) => [
    name,
    { DataStoreName: datastore, RelativePath: path },
  ]);
  const sets = Object.entries(dataSets).map(([name, id]) => [name, { SavedDataSetReference: { Id: id } }]);
  return {
    ExperimentName: experiment,
    RunSource: 'API',
    ParameterAssignments: parameters,
    ...(paths.length > 0 && { DataPathAssignments: Object.fromEntries(paths) as Record<string, unknown> }),
    ...(sets.length > 0 && {
      DataSetDefinitionValueAssignments: Object.fromEntries(sets) as Record<string, unknown>,
    }),
  };
}

/** @param region of the workspace */
export function pipelineRequest(session: AmlSession, call: PipelineCall, region: string): RestRequest {
  const { cloud, workspace } = session;
  return {
    method: 'POST',
    url: `${apiAddress(cloud, region)}/pipelines/v1.0${workspaceId(workspace)}/PipelineRuns/${pathOf(call.target)}`,
    audience: cloud.armEndpoint,
    body: pipelineCallBody(call),
    failing: `The published pipeline cannot be run`,
    role: ROLES.scientist,
  };
}

function pathOf(target: PipelineTarget): string {
  switch (target.kind) {
    case 'pipeline':
      return `PipelineSubmit/${pathSegment(target.id)}`;
    case 'endpoint_id': {
      const version = target.version === null ? '' : `/${pathSegment(target.version)}`;
      return `PipelineEndpointSubmit/Id/${pathSegment(target.id)}${version}`;
    }
    case 'endpoint_name': {
      const { name, version } = target;
      const query = new URLSearchParams({ name, ...(version !== null && { pipelineVersion: version }) });
      return `PipelineEndpointSubmit/Name?${query.toString()}`;
    }
  }
}

/** @returns the id of the run */
export async function runPublishedPipeline(
  { client }: AmlSession,
  request: RestRequest,
  signal: AbortSignal,
): Promise<string> {
  const body = jsonBody(await client.send(request, signal), request);
  const id = textAt(body, 'Id') ?? textAt(body, 'id');
  if (id !== null) return id;
  throw new AzureError(
    'unknown_response',
    'The pipeline was started, but its response names no run: look in the studio.',
  );
}
