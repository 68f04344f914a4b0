/** The hosts and audiences of one Azure cloud. A domain is matched with all of its subdomains. */
export interface KnownCloud {
  /** As the Azure CLI and AZUREML_CURRENT_CLOUD name it. */
  readonly name: 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud';
  /** Microsoft Entra's sign-in. */
  readonly authority: string;
  readonly armEndpoint: string;
  readonly vaultDomain: string;
  readonly storageDomain: string;
  /** The studio and, with `inference.` in front, batch endpoints. */
  readonly mlDomain: string;
  /** Run history and published pipelines, with the region in front. */
  readonly mlApiDomain: string;
  readonly cognitiveAudience: string;
  /** Resources with a name of their own, then the endpoints that a region shares. */
  readonly cognitiveDomains: readonly string[];
  /** Other names of the same services, which settings may contain. */
  readonly aliases: readonly string[];
}

/**
 * Entra: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
 * Vaults: https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#dns-suffixes-for-object-identifiers
 * US Government: https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure
 * China: https://learn.microsoft.com/azure/china/resources-developer-guide
 * Cognitive services: https://learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks and
 * https://github.com/Azure/azure-sdk-for-js/blob/main/sdk/formrecognizer/ai-form-recognizer/src/constants.ts
 * Machine Learning: https://learn.microsoft.com/azure/machine-learning/how-to-custom-dns and
 * https://github.com/Azure/azure-sdk-for-python/blob/main/sdk/ml/azure-ai-ml/azure/ai/ml/_azure_environments.py
 */
export const KNOWN_CLOUDS: readonly KnownCloud[] = [
  {
    name: 'AzureCloud',
    authority: 'https://login.microsoftonline.com',
    armEndpoint: 'https://management.azure.com',
    vaultDomain: 'vault.azure.net',
    storageDomain: 'core.windows.net',
    mlDomain: 'ml.azure.com',
    mlApiDomain: 'api.azureml.ms',
    cognitiveAudience: 'https://cognitiveservices.azure.com',
    cognitiveDomains: ['cognitiveservices.azure.com', 'services.ai.azure.com', 'api.cognitive.microsoft.com'],
    aliases: ['login.windows.net', 'azureml.net'],
  },
  {
    name: 'AzureUSGovernment',
    authority: 'https://login.microsoftonline.us',
    armEndpoint: 'https://management.usgovcloudapi.net',
    vaultDomain: 'vault.usgovcloudapi.net',
    storageDomain: 'core.usgovcloudapi.net',
    mlDomain: 'ml.azure.us',
    mlApiDomain: 'api.ml.azure.us',
    cognitiveAudience: 'https://cognitiveservices.azure.us',
    cognitiveDomains: ['cognitiveservices.azure.us', 'services.ai.azure.us', 'api.cognitive.microsoft.us'],
    aliases: [],
  },
  {
    name: 'AzureChinaCloud',
    authority: 'https://login.chinacloudapi.cn',
    armEndpoint: 'https://management.chinacloudapi.cn',
    vaultDomain: 'vault.azure.cn',
    storageDomain: 'core.chinacloudapi.cn',
    mlDomain: 'ml.azure.cn',
    mlApiDomain: 'api.ml.azure.cn',
    cognitiveAudience: 'https://cognitiveservices.azure.cn',
    cognitiveDomains: ['cognitiveservices.azure.cn', 'api.cognitive.azure.cn', 'api.cognitive.microsoft.cn'],
    aliases: ['login.partner.microsoftonline.cn'],
  },
];

export const PUBLIC_CLOUD = KNOWN_CLOUDS[0] as KnownCloud;

/** The cloud that a host belongs to; null for hosts of others, such as a company's gateway or an emulator. */
export function cloudOfHost(hostname: string): KnownCloud | null {
  return KNOWN_CLOUDS.find((cloud) => domainsOf(cloud).some((domain) => isIn(hostname, domain))) ?? null;
}

/** Whether the host is the domain itself or a name below it. */
export function isIn(hostname: string, domain: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  return name === domain || name.endsWith(`.${domain}`);
}

function domainsOf(cloud: KnownCloud): readonly string[] {
  const { authority, armEndpoint, vaultDomain, storageDomain, mlDomain, mlApiDomain } = cloud;
  const hosts = [authority, armEndpoint].map((url) => new URL(url).hostname);
  const own = [vaultDomain, storageDomain, mlDomain, mlApiDomain, ...cloud.cognitiveDomains];
  return [...hosts, ...own, ...cloud.aliases];
}
