import { randomUUID } from 'node:crypto';
import { type RouteResponse, type Fields, notThere, type Route } from './cloud.ts';

export const SUBSCRIPTION = '00000000-1111-2222-3333-444444444444';
export const TENANT = '11111111-1111-1111-1111-111111111111';
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/ocr`;
const PROVIDERS = `${GROUP}/providers`;
export const WORKSPACE = `${PROVIDERS}/Microsoft.MachineLearningServices/workspaces/ocr`;
/** The account and container of its default datastore. */
export const WORKSPACE_ACCOUNT = 'ocrstorage';
export const WORKSPACE_CONTAINER = 'azureml-blobstore-guid';

/** What a service adds to a resource's properties, by its type: https://learn.microsoft.com/rest/api/ */
const ADDED: Readonly<Record<string, (name: string) => Fields>> = {
  'Microsoft.CognitiveServices/accounts': (name) => ({
    endpoint: `https://${name}.cognitiveservices.azure.com/`,
  }),
  'Microsoft.ContainerRegistry/registries': (name) => ({ loginServer: `${name}.azurecr.io` }),
};

/**
 * The part of Azure Resource Manager that a deployment meets: it stores the resources that are put, and returns them by
 * id, which is not case-sensitive.
 */
export class ResourceManager {
  readonly #resources = new Map<string, Fields>();

  readonly routes: readonly Route[] = [
    [/^GET \/subscriptions$/, () => list([FACTS])],
    [/^GET \/subscriptions\/[^/]+\/resources$/, ({ query }) => list(this.#ofType(wantedType(query)))],
    [
      /^GET \/subscriptions\/[^/]+\/providers\/(?<type>[\w.]+\/\w+)$/,
      ({ found }) => list(this.#ofType(found['type'])),
    ],
    [
      /^GET .*\/providers\/(?<namespace>Microsoft\.\w+)$/,
      ({ found }) => ({ body: provider(found['namespace']) }),
    ],
    [/^GET .*\/roleDefinitions$/, ({ query }) => list([roleNamed(query)])],
    [/^POST .*\/checkNameAvailability$/, () => ({ body: { nameAvailable: true } })],
    [
      /^POST .*\/accounts\/[^/]+\/listKeys$/,
      () => ({ body: { key1: 'vision-key-1', key2: 'vision-key-2' } }),
    ],
    [/^GET .*\/deployments\/[^/]+\/operations$/, () => list([])],
    [/^PUT .*\/deployments\/[^/]+$/, ({ path, body }) => this.#deploy(path, body)],
    [/^PUT \/subscriptions\//, ({ path, body }) => ({ body: this.put(path, body) })],
    [/^GET \/subscriptions\//, ({ path }) => this.get(path)],
  ];

  put(path: string, body: Fields): Fields {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const type = typeOf(path);
    const properties = {
      ...(body['properties'] as Fields | undefined),
      provisioningState: 'Succeeded',
      ...ADDED[type]?.(name),
    };
    const resource = { id: path, name, type, ...body, properties };
    this.#resources.set(path.toLowerCase(), resource);
    return resource;
  }

  get(path: string): RouteResponse {
    const body = this.#resources.get(path.toLowerCase());
    return body === undefined ? notThere(path) : { body };
  }

  #ofType(type: string | undefined): Fields[] {
    return [...this.#resources.values()].filter((resource) => resource['type'] === type);
  }

  /** The only template that is deployed: a workspace, with what it depends on. */
  #deploy(path: string, body: Fields): RouteResponse {
    this.addWorkspace();
    return { body: this.put(path, body) };
  }

  addWorkspace(): void {
    this.put(WORKSPACE, {
      location: 'westeurope',
      properties: {
        workspaceId: 'ws-guid',
        keyVault: `${PROVIDERS}/Microsoft.KeyVault/vaults/ocrvault`,
        storageAccount: `${PROVIDERS}/Microsoft.Storage/storageAccounts/${WORKSPACE_ACCOUNT}`,
        discoveryUrl: 'https://westeurope.api.azureml.ms/discovery',
        publicNetworkAccess: 'Enabled',
        v1LegacyMode: false,
      },
    });
    this.put(`${WORKSPACE}/datastores/workspaceblobstore`, {
      properties: {
        datastoreType: 'AzureBlob',
        accountName: WORKSPACE_ACCOUNT,
        containerName: WORKSPACE_CONTAINER,
        endpoint: 'core.windows.net',
        protocol: 'https',
        credentials: { credentialsType: 'AccountKey', secrets: null },
      },
    });
  }
}

const FACTS = {
  id: `/subscriptions/${SUBSCRIPTION}`,
  subscriptionId: SUBSCRIPTION,
  displayName: 'Team',
  state: 'Enabled',
  tenantId: TENANT,
};

const list = (value: readonly Fields[]): RouteResponse => ({ body: { value } });

/** `Microsoft.X/workspaces/computes` */
function typeOf(path: string): string {
  const [, namespace, rest = ''] = /.*\/providers\/([^/]+)\/(.*)$/.exec(path) ?? [];
  return [namespace, ...rest.split('/').filter((_, index) => index % 2 === 0)].join('/');
}

function wantedType(query: URLSearchParams): string | undefined {
  return /^resourceType eq '(.*)'$/.exec(query.get('$filter') ?? '')?.[1];
}

/** https://learn.microsoft.com/rest/api/resources/providers/get */
function provider(namespace = ''): Fields {
  const resourceTypes = ['workspaces', 'workspaces/computes'].map((resourceType) => ({
    resourceType,
    apiVersions: ['2024-10-01'],
    locations: ['West Europe'],
  }));
  return { namespace, registrationState: 'Registered', resourceTypes };
}

/** https://learn.microsoft.com/rest/api/authorization/role-definitions/list */
function roleNamed(query: URLSearchParams): Fields {
  const [, roleName = ''] = /roleName eq '(.*)'/.exec(query.get('$filter') ?? '') ?? [];
  const name = randomUUID();
  return {
    id: `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${name}`,
    name,
    type: 'Microsoft.Authorization/roleDefinitions',
    properties: { roleName, type: 'BuiltInRole', permissions: [], assignableScopes: ['/'] },
  };
}
