import { ItemError, TransientError, UnexplainedRejection } from '../contract/errors.ts';
import type { Fetch } from '../network/fetcher.ts';
import { ProxyError } from '../network/proxy-error.ts';
import { checkByteCount, type ImageLimits } from './limits.ts';

const TIME_LIMIT_MS = 60_000;
const TRANSIENT_STATUSES = new Set([408, 425, 429]);

/**
 * Downloads an image from a URL. No message contains more of it than its host: the query may be a shared access signature.
 *
 * @param fetcher of `imageFetch`
 * @throws ItemError when the server rejects it permanently, TransientError when a later attempt may succeed
 */
export async function download(
  url: string,
  limits: ImageLimits,
  signal: AbortSignal,
  fetcher: Fetch,
): Promise<Buffer> {
  const timeLimit = AbortSignal.timeout(TIME_LIMIT_MS);
  try {
    const response = await fetcher(url, { signal: AbortSignal.any([signal, timeLimit]) });
    if (!response.ok) throw rejection(response.status);
    return await readBody(response, limits);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ItemError || error instanceof TransientError) throw error;
    throw fromDownloadError(error);
  }
}

async function readBody(response: Response, limits: ImageLimits): Promise<Buffer> {
  checkByteCount(Number(response.headers.get('content-length') ?? 0), limits);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    checkByteCount(length, limits);
  }
  if (length === 0) throw new ItemError('empty_file', 'The downloaded file is empty.');
  return Buffer.concat(chunks);
}

/** The server has no such image; any other rejection may be that of all. */
const IMAGE_IS_GONE = new Set([404, 410]);

function rejection(status: number): ItemError | TransientError {
  const message = `The server responded to the download with HTTP ${status}.`;
  if (status >= 500 || TRANSIENT_STATUSES.has(status)) return new TransientError('download_failed', message);
  if (IMAGE_IS_GONE.has(status)) return new ItemError('download_rejected', message);
  return new UnexplainedRejection('download_rejected', message, String(status));
}

/** A proxy may forbid the host of one image; its other errors end the attempt. */
function fromDownloadError(error: unknown): ItemError | TransientError {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof ProxyError)) {
    return new TransientError('download_failed', `The download failed: ${reason(error)}.`);
  }
  return cause.code === 'proxy_rejected'
    ? new ItemError('download_rejected', cause.message)
    : new TransientError(cause.code, cause.message);
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}
