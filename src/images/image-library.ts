import { arch, platform } from 'node:os';
import type sharp from 'sharp';
import { ConfigurationError } from '../contract/errors.ts';

/**
 * The library that decodes images, which all engines need.
 *
 * @throws ConfigurationError when it, or its build for this platform, is not installed
 */
export async function loadImageLibrary(
  load: () => Promise<{ readonly default: typeof sharp }> = () => import('sharp'),
): Promise<typeof sharp> {
  try {
    return (await load()).default;
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.trim().split('\n', 1)[0] ?? '') : String(cause);
    throw new ConfigurationError(
      [
        `The image library sharp cannot be loaded: ${reason}. No engine can read an image without it. ` +
          `Install it for this platform (${platform()} ${arch()}): npm install --ignore-scripts --include=optional sharp`,
      ],
      { cause },
    );
  }
}
