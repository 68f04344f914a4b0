import type { WriteStream } from 'node:tty';

/**
 * Whether colour codes may be written to a stream: it is a terminal that shows them, or `FORCE_COLOR` says so as Node
 * understands it; never with a `NO_COLOR` that is not empty. https://no-color.org,
 * https://nodejs.org/api/tty.html#writestreamgetcolordepthenv
 */
export function takesColour(
  stream: Pick<WriteStream, 'getColorDepth'> | { readonly isTTY?: false },
  env: NodeJS.ProcessEnv,
): boolean {
  const { NO_COLOR: none = '', ...others } = env;
  if (none !== '') return false;
  const force = others['FORCE_COLOR'];
  if (force !== undefined) return ['', '1', 'true', '2', '3'].includes(force);
  return 'getColorDepth' in stream && stream.getColorDepth(others) > 1;
}
