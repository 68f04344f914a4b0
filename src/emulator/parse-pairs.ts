import { ConfigurationError } from '../contract/errors.ts';
import { GUID_PATTERN } from '../contract/is-guid.ts';
import type { PublishedIteration } from './services/custom-vision.ts';

const READ_SECRET = '{"endpoint":"{url}","key":"{key}"}';

/**
 * `NAME=VALUE`, or `NAME` for the value that the Read API needs: this server's URL and key.
 * @throws ConfigurationError when Key Vault would reject a name; the message shows no value
 */
export function parseSecrets(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const [name = ''] = text.split('=', 1);
      if (!/^[0-9a-zA-Z-]{1,127}$/.test(name)) {
        throw new ConfigurationError([
          `--secret ${JSON.stringify(name)} is not a secret name. Give NAME=VALUE, the name 1 to 127 letters, digits and dashes.`,
        ]);
      }
      return [name, text.includes('=') ? text.slice(name.length + 1) : READ_SECRET];
    }),
  );
}

/** @throws ConfigurationError when the text is not `PROJECT_ID/PUBLISHED_NAME` */
export function parsePublishedIteration(text: string): PublishedIteration {
  const [, project, name] = new RegExp(`^(${GUID_PATTERN})/([^/]+)$`, 'i').exec(text) ?? [];
  if (project === undefined || name === undefined) {
    throw new ConfigurationError([
      `--custom_vision ${JSON.stringify(text)} is not PROJECT_ID/PUBLISHED_NAME, for example 11111111-2222-3333-4444-555555555555/plates.`,
    ]);
  }
  return { project, name };
}
