import { wrappedError } from '../error-responses.ts';
import type { EmulatorResponse, EmulatorRequest, Route } from '../server/http.ts';

/**
 * Azure Resource Manager's Get Workspace, limited to the name of the workspace's key vault
 * (https://learn.microsoft.com/rest/api/azureml/workspaces/get). Every workspace exists and has the vault `emulator`.
 */
export function workspaceRoutes(): readonly Route[] {
  return [
    {
      operation: 'resource-manager.workspace',
      method: 'GET',
      path: /^(?<group>\/subscriptions\/[^/]+\/resourceGroups\/[^/]+)\/providers\/Microsoft\.MachineLearningServices\/workspaces\/(?<name>[^/]+)$/i,
      handle: getWorkspace,
    },
  ];
}

function getWorkspace(request: EmulatorRequest): EmulatorResponse {
  if (!/^Bearer \S+$/i.test(request.headers.authorization ?? '')) {
    return wrappedError(401, {
      code: 'AuthenticationFailed',
      message: 'The Authorization header is missing.',
    });
  }
  const { group = '', name = '' } = request.params;
  return {
    status: 200,
    body: {
      id: request.url.pathname,
      name: decodeURIComponent(name),
      type: 'Microsoft.MachineLearningServices/workspaces',
      properties: { keyVault: `${group}/providers/Microsoft.KeyVault/vaults/emulator` },
    },
  };
}
