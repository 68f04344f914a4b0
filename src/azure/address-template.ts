import { literalPattern } from '../contract/literal-pattern.ts';

const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';

/** What a placeholder of an address may stand for, as a pattern. */
export type Placeholders = Readonly<Record<string, string>>;

/** One label of a host name. */
export const ONE_LABEL = LABEL;

/** https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-name */
export const STORAGE_ACCOUNT = '[a-z0-9]{3,24}';

/**
 * Whether a URL is at an address that the template makes, or below it. A user name, another port or a host that only
 * begins or ends like it does not match.
 *
 * @param template for example `https://{account}.blob.{endpoint}`
 */
export function isBelowTemplate(url: string, template: string, placeholders: Placeholders): boolean {
  if (!URL.canParse(url)) return false;
  const pattern = template
    .replace(/\/+$/, '')
    .split(/(\{\w+\})/)
    .map((part) => placeholders[part.slice(1, -1)] ?? literalPattern(part))
    .join('');
  return new RegExp(`^${pattern}(?:[/?]|$)`).test(new URL(url).href);
}

/**
 * What a datastore may name as its endpoint, as a pattern: the cloud's own domain; in an unknown cloud a name below the
 * last two labels of Resource Manager's.
 */
export function storageDomainPattern({
  storageDomain,
  armEndpoint,
}: {
  readonly storageDomain: string | null;
  readonly armEndpoint: string;
}): string {
  if (storageDomain !== null) return literalPattern(storageDomain);
  const parent = new URL(armEndpoint).hostname.split('.').slice(-2).join('.');
  return `(?:${LABEL}\\.)+${literalPattern(parent)}`;
}
