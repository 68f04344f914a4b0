import type { Environment } from '../config/environment.ts';
import { ConfigurationError } from '../contract/errors.ts';
import { isLoopback } from './endpoint.ts';
import { cloudOfHost, KNOWN_CLOUDS, type KnownCloud } from './known-clouds.ts';

/** A setting from which the cloud follows. */
export interface CloudSetting {
  /** The option or variable. */
  readonly name: string;
  /** An address, a pattern of addresses with placeholders, or a bare name, which says nothing. */
  readonly value: string;
}

/** The name of the cloud in use; Microsoft's own Python SDK (azure-ai-ml) reads the same variable. */
const NAME_VARIABLE = 'AZUREML_CURRENT_CLOUD';

/** What the settings say together. `unknown` is a cloud that is not in the table, such as an air-gapped one. */
export type CloudVerdict =
  | { readonly kind: 'known'; readonly cloud: KnownCloud }
  | { readonly kind: 'unknown'; readonly setting: CloudSetting }
  | { readonly kind: 'unsaid' };

/**
 * @param addresses settings that must all be of one cloud
 * @param naming those among them that define a cloud, even one that is not in the table
 * @throws ConfigurationError with each setting, when they are of different clouds
 */
export function judgeCloud(
  env: Environment,
  addresses: readonly CloudSetting[],
  naming: ReadonlySet<string>,
): CloudVerdict {
  const name = { name: NAME_VARIABLE, value: env[NAME_VARIABLE]?.trim() ?? '' };
  const found = [
    { setting: name, cloud: cloudNamed(name.value) },
    ...addresses.map((setting) => ({ setting, cloud: cloudOfSetting(setting) })),
  ].filter((entry): entry is { setting: CloudSetting; cloud: KnownCloud } => entry.cloud !== null);
  const [first] = found;
  if (found.some(({ cloud }) => cloud !== first?.cloud)) throw contradiction(found);
  if (first !== undefined) return { kind: 'known', cloud: first.cloud };
  const unknown = [name, ...addresses].find(
    (setting) =>
      setting.value !== '' && (setting === name || (naming.has(setting.name) && isRemote(setting))),
  );
  return unknown === undefined ? { kind: 'unsaid' } : { kind: 'unknown', setting: unknown };
}

/** The cloud of an address; null for other hosts, and for a text without a host. */
export function cloudOfSetting({ value }: CloudSetting): KnownCloud | null {
  const host = hostOf(value);
  return host === null ? null : cloudOfHost(host);
}

function cloudNamed(name: string): KnownCloud | null {
  // `AzurePublicCloud` and the like are the names of other Microsoft programs.
  const plain = name.toLowerCase().replace(/public|cloud$/g, '');
  return KNOWN_CLOUDS.find((cloud) => cloud.name.toLowerCase().replace(/cloud$/, '') === plain) ?? null;
}

function isRemote({ value }: CloudSetting): boolean {
  const host = hostOf(value);
  return host !== null && !isLoopback(host);
}

function hostOf(value: string): string | null {
  const filled = value.trim().replaceAll(/\{\w+\}/g, 'x');
  const url = filled.includes('://') ? filled : `https://${filled}`;
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return host.includes('.') || isLoopback(host) ? host : null;
}

function contradiction(
  found: readonly { readonly setting: CloudSetting; readonly cloud: KnownCloud }[],
): ConfigurationError {
  const settings = found.map(
    ({ setting, cloud }) => `${setting.name} (${hostOf(setting.value) ?? setting.value}) is ${cloud.name}`,
  );
  return new ConfigurationError([
    `The settings are of different Azure clouds: ${settings.join(', ')}. An identity's token is valid in one cloud only: change or remove the ones that are wrong.`,
  ]);
}
