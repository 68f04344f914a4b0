import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { isRecord } from '../../../contract/is-record.ts';
import { parseJson } from '../../../contract/parse-json.ts';
import { ItemError } from '../../../contract/errors.ts';
import { ServiceSetupError } from '../service-errors.ts';

type Decode = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const gunzip: Decode = promisify(zlib.gunzip);
const inflate: Decode = promisify(zlib.inflate);
const inflateRaw: Decode = promisify(zlib.inflateRaw);
const brotli: Decode = promisify(zlib.brotliDecompress);

/** https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1; some servers send `deflate` without the zlib header. */
const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  deflate: (bytes, options) => ((bytes[0] ?? 0) % 16 === 8 ? inflate : inflateRaw)(bytes, options),
  br: brotli,
};

/** More layers than any server would use; each costs time and memory. */
const MAX_LAYERS = 3;

/** The encodings in the order in which they were applied; empty for a body that is not encoded. */
export function encodingsOf(header: string | undefined): readonly string[] {
  const names = (header ?? '').split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '' && name !== 'identity');
}

/**
 * The text of a body that a proxy or gateway encoded although the request asked for none.
 *
 * @param host for messages
 * @param maxBytes of each decoded layer, so that a small response cannot fill the memory
 * @throws ServiceSetupError when it cannot be decoded: every response would come the same way
 * @throws ItemError when it is too large
 */
export async function decodeBody(
  bytes: Buffer,
  encodings: readonly string[],
  { host, maxBytes }: { readonly host: string; readonly maxBytes: number },
): Promise<string> {
  let decoded = bytes;
  const decoders = encodings.toReversed().map((name) => DECODERS[name]);
  try {
    for (const decode of decoders.length > MAX_LAYERS ? [undefined] : decoders) {
      if (decode === undefined) throw new Error('not supported');
      decoded = await decode(decoded, { maxOutputLength: maxBytes });
    }
    return decoded.toString('utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(host);
    // A gateway may decode the body and leave the header.
    if (isRecord(parseJson(bytes.toString('utf8')))) return bytes.toString('utf8');
    throw new ServiceSetupError(
      'unreadable_encoding',
      `The response of ${host} has a Content-Encoding (${shown(encodings)}) that was not requested and cannot be decoded. A proxy or gateway in between compresses responses: switch that off for this host.`,
    );
  }
}

function tooLarge(host: string): ItemError {
  return new ItemError(
    'response_too_large',
    `The response of ${host} is larger than any reading should be once it is decompressed; ask for fewer pages.`,
  );
}

function shown(encodings: readonly string[]): string {
  return encodings
    .slice(0, MAX_LAYERS + 1)
    .map((name) => (/^[\w-]{1,16}$/.test(name) ? name : 'unknown'))
    .join(', ');
}
