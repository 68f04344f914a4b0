import { onTestFinished } from 'vitest';
import { writeCertificate } from '../../support/azure/certificate.ts';
import { startMsiEndpoint } from '../../support/azure/msi-endpoint.ts';
import { accountSas } from './account-sas.ts';
import { Azurite } from './azurite.ts';
import { respondBy } from './cloud.ts';
import { containerRegistry, SOURCE, SOURCES } from './container-registry.ts';
import { keyVault } from './key-vault.ts';
import { machineLearning } from './machine-learning.ts';
import { AZURE_NAMES, startPublicAzure } from './public-azure.ts';
import { ResourceManager, SUBSCRIPTION, WORKSPACE_ACCOUNT, WORKSPACE_CONTAINER } from './resource-manager.ts';
import { tokenFor } from './tokens.ts';

export interface StandInAzure {
  /** For clients that can use a proxy: Azure's own names, and a signed-in identity. */
  readonly proxied: Readonly<Record<string, string>>;
  /** Of the managed identity. */
  readonly identity: Readonly<Record<string, string>>;
  /** For our own client, without the proxy. */
  readonly direct: Readonly<Record<string, string>>;
  readonly url: string;
  /** Requests that no route fits. */
  readonly missed: readonly string[];
  /** As `az ml workspace create` would. */
  addWorkspace(): void;
  /** Everything in the workspace's container. */
  uploads(): Promise<readonly string[]>;
  /** The source of the last build of a container image, a tar file. */
  builtFrom(): Promise<Buffer>;
  /** Writes a file to the folder that the job of that name writes to. */
  leave(job: string, file: string, body: Buffer): Promise<void>;
}

/**
 * An empty subscription on this machine, until the end of the test.
 *
 * @param folder for its certificate
 */
export async function startAzure(azuriteCommand: string, folder: string): Promise<StandInAzure> {
  const certificate = await writeCertificate(folder, AZURE_NAMES);
  const azurite = await Azurite.start(azuriteCommand, certificate, WORKSPACE_ACCOUNT);
  const sas = accountSas(WORKSPACE_ACCOUNT);
  for (const container of [WORKSPACE_CONTAINER, SOURCES]) await azurite.createContainer(container);
  const manager = new ResourceManager();
  const missed: string[] = [];
  const routes = [
    ...keyVault('ocrvault.vault.azure.net'),
    ...containerRegistry(sas),
    ...machineLearning(manager, sas),
    ...manager.routes,
  ];
  const azure = await startPublicAzure(
    certificate,
    respondBy(routes, azurite, (asked) => missed.push(asked)),
  );
  onTestFinished(() => azure.close());
  const { url } = azure;
  const identity = await startMsiEndpoint(tokenFor);
  onTestFinished(() => identity.close());
  return {
    proxied: {
      ...identity.environment,
      HTTPS_PROXY: azure.proxy,
      NO_PROXY: '127.0.0.1',
      REQUESTS_CA_BUNDLE: certificate.certFile,
      AZURE_SUBSCRIPTION_ID: SUBSCRIPTION,
    },
    identity: identity.environment,
    direct: {
      NODE_EXTRA_CA_CERTS: certificate.certFile,
      PARALLEL_RUN_OCR_ARM_ENDPOINT: url,
      PARALLEL_RUN_OCR_VAULT_URL: url,
      PARALLEL_RUN_OCR_AML_API: `${url}/{region}.api.azureml.ms`,
      PARALLEL_RUN_OCR_STORAGE_URL: `${url}/{account}.blob.{endpoint}`,
    },
    url,
    missed,
    addWorkspace: () => manager.addWorkspace(),
    uploads: () => azurite.list(WORKSPACE_CONTAINER),
    builtFrom: () => azurite.get(SOURCES, SOURCE),
    leave: (job, file, body) => azurite.put(WORKSPACE_CONTAINER, `parallel-run-ocr/${job}/${file}`, body),
  };
}
