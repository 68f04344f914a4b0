import { StringDecoder } from 'node:string_decoder';
import { knownSecrets } from './known-secrets.ts';

/**
 * Removes secrets from everything that is written to a stream of this process from now on: what libraries log by themselves
 * (`AZURE_LOG_LEVEL`, `NODE_DEBUG`, warnings) does not come through our logger.
 */
export function redactWrites(stream: NodeJS.WriteStream): void {
  const decoder = new StringDecoder('utf8');
  const write = stream.write.bind(stream) as (chunk: string, ...rest: unknown[]) => boolean;
  stream.write = (chunk: Uint8Array | string, ...rest: unknown[]): boolean => {
    const text = typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk));
    return write(knownSecrets.redactMessage(text), ...rest);
  };
}
