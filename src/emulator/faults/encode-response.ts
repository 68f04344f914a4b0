import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { EmulatorResponse } from '../server/http.ts';
import type { ENCODING_NAMES } from './fault.ts';

type Encode = (bytes: Buffer) => Buffer;
type EncodingName = (typeof ENCODING_NAMES)[number];

const reversed: Encode = (bytes) => Buffer.from(bytes.toReversed());

/** The header, and what is done to the body. */
const ENCODINGS: Readonly<Record<EncodingName, readonly [header: string, encode: Encode]>> = {
  gzip: ['gzip', gzipSync],
  deflate: ['deflate', deflateSync],
  br: ['br', brotliCompressSync],
  gzip_br: ['gzip, br', (bytes) => brotliCompressSync(gzipSync(bytes))],
  unknown: ['compress', reversed],
  wrong: ['gzip', reversed],
};

/** The response as a proxy sends it that compresses what nobody asked it to. */
export function encodeResponse(response: EmulatorResponse, name: EncodingName): EmulatorResponse {
  const { body = '', headers } = response;
  const [encoding, encode] = ENCODINGS[name];
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? {} : { 'content-type': 'application/json; charset=utf-8' };
  return {
    ...response,
    headers: { ...type, ...headers, 'content-encoding': encoding },
    body: encode(Buffer.from(text)),
  };
}
