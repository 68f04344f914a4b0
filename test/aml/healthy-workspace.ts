import type { Script } from './azure-server.ts';
import { WS } from './run-aml.ts';

export const LOCATION =
  '/subscriptions/00000000-1111-2222-3333-444444444444/providers/Microsoft.MachineLearningServices/locations/westeurope';

/** A workspace in which every check finds what it looks for. */
export const HEALTHY: Script = {
  [`GET ${WS}`]: {
    body: {
      name: 'ws',
      location: 'westeurope',
      properties: {
        keyVault: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/wsvault',
        provisioningState: 'Succeeded',
        publicNetworkAccess: 'Enabled',
        v1LegacyMode: false,
      },
    },
  },
  'GET /secrets': { body: { value: [], nextLink: null } },
  'GET /secrets/readapisecret': {
    body: { value: 'a-secret-value', id: 'https://v/secrets/readapisecret/1' },
  },
  [`GET ${WS}/datastores/workspaceblobstore`]: {
    body: {
      properties: {
        datastoreType: 'AzureBlob',
        accountName: 'account',
        containerName: 'images',
        endpoint: 'core.windows.net',
        protocol: 'https',
        credentials: { credentialsType: 'AccountKey', secrets: { secretsType: 'AccountKey' } },
      },
    },
  },
  'GET /account.blob.core.windows.net/images': { body: '<EnumerationResults/>' },
  [`GET ${WS}/computes/cpu`]: {
    body: {
      location: 'westeurope',
      identity: { type: 'SystemAssigned', principalId: 'p', tenantId: 't' },
      properties: {
        computeType: 'AmlCompute',
        provisioningState: 'Succeeded',
        properties: {
          vmSize: 'STANDARD_DS3_V2',
          vmPriority: 'Dedicated',
          scaleSettings: { minNodeCount: 0, maxNodeCount: 4, nodeIdleTimeBeforeScaleDown: 'PT5M' },
          allocationState: 'Steady',
          errors: null,
          currentNodeCount: 0,
          targetNodeCount: 0,
        },
      },
    },
  },
  [`GET ${LOCATION}/vmSizes`]: {
    body: { value: [{ name: 'Standard_DS3_v2', family: 'standardDSv2Family', vCPUs: 4, gpus: 0 }] },
  },
  [`GET ${LOCATION}/usages`]: {
    body: {
      value: [
        usage('workspaces', 'Standard DSv2 Family Cluster Dedicated vCPUs', 99, 1),
        usage('vmFamily', 'Standard DSv2 Family Cluster Dedicated vCPUs', 2, 24),
        usage('vmFamily', 'Standard DSv2 Family Cluster LowPriority vCPUs', 0, -1),
      ],
    },
  },
};

function usage(kind: string, name: string, currentValue: number, limit: number) {
  const type = `Microsoft.MachineLearningServices/${kind}/usages`;
  return {
    id: '/usages',
    type,
    currentValue,
    limit,
    name: { value: name, localizedValue: name },
    unit: 'Count',
  };
}
