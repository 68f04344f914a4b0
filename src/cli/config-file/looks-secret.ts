import { credentialSpans } from '../../redaction/credential-shapes.ts';

/** Options whose values are secrets, at least in a test. */
const SECRET_OPTIONS = new Set(['key']);

/**
 * Keys of Azure's services: 32 hexadecimal digits, or 84 letters and digits; of a storage account 88 in base64.
 * https://learn.microsoft.com/azure/ai-services/rotate-keys
 */
const KEY = /^(?:[0-9a-f]{32}|[A-Za-z0-9]{60,}|[A-Za-z0-9+/]{86}==)$/i;

/** Whether the value of an option is one that must not be in a file. */
export function looksSecret(option: string, value: string): boolean {
  if (SECRET_OPTIONS.has(option) || KEY.test(value) || credentialSpans(value).length > 0) return true;
  // `emulate --secret NAME=VALUE`; elsewhere it is a name.
  return option === 'secret' && value.includes('=');
}
