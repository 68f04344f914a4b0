import { respond, type Fault } from './fault-vault.ts';
import { type LocalServer, serveHttp } from './local-server.ts';

export interface ArmEndpoint extends LocalServer {
  /** Served first come first served; then the workspace is there. */
  readonly faults: Fault[];
  readonly asked: { readonly url: string; readonly authorization: string | undefined }[];
}

/** Azure Resource Manager with one workspace: https://learn.microsoft.com/rest/api/azureml/workspaces/get */
export async function startArmEndpoint(vaultName: string): Promise<ArmEndpoint> {
  const faults: Fault[] = [];
  const asked: { url: string; authorization: string | undefined }[] = [];
  const server = await serveHttp((request, response) => {
    asked.push({ url: request.url ?? '', authorization: request.headers.authorization });
    const behave = respond(200, {
      name: 'ws',
      properties: {
        keyVault: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/${vaultName}`,
      },
    });
    return (faults.shift() ?? behave)(response, request);
  });
  return { ...server, faults, asked };
}

export const WORKSPACE_VARIABLES = {
  AZUREML_ARM_SUBSCRIPTION: 'a-subscription',
  AZUREML_ARM_RESOURCEGROUP: 'rg (ocr)',
  AZUREML_ARM_WORKSPACE_NAME: 'ws',
};
