import { AzureError } from '../../azure/azure-error.ts';
import { STORAGE_AUDIENCE } from '../../azure/audiences.ts';
import { type AmlSession, ROLES } from '../aml-session.ts';
import { type BlobContainer, STORAGE_VERSION } from './blob-container.ts';

export interface Blob {
  readonly name: string;
  /** Its length; null where the listing does not say it. */
  readonly bytes: number | null;
}

/** More pages than any job has; each has up to 5,000 blobs. */
const MAX_PAGES = 10_000;

/**
 * All blobs whose names begin with `prefix`, folders left out.
 *
 * https://learn.microsoft.com/rest/api/storageservices/list-blobs
 */
export async function listBlobs(
  { client }: AmlSession,
  container: BlobContainer,
  prefix: string,
  signal: AbortSignal,
): Promise<readonly Blob[]> {
  const blobs: Blob[] = [];
  let marker = '';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = new URLSearchParams({
      restype: 'container',
      comp: 'list',
      prefix,
      ...(marker !== '' && { marker }),
    });
    const { text } = await client.send(
      {
        method: 'GET',
        url: `${container.url}?${query.toString()}`,
        audience: STORAGE_AUDIENCE,
        headers: { accept: 'application/xml', 'x-ms-version': STORAGE_VERSION },
        failing: `Container ${container.name} of ${container.account} cannot be listed`,
        role: ROLES.readBlobs,
      },
      signal,
    );
    for (const [, blob = ''] of text.matchAll(/<Blob>(.*?)<\/Blob>/gs)) {
      if (!/<ResourceType>directory<\/ResourceType>|<hdi_isfolder>true<\/hdi_isfolder>/i.test(blob)) {
        blobs.push({ name: nameOf(blob), bytes: lengthOf(blob) });
      }
    }
    const next = unescapeXml(/<NextMarker>([^<]*)<\/NextMarker>/.exec(text)?.[1] ?? '');
    if (next === '') return blobs;
    if (next === marker) break;
    marker = next;
  }
  throw new AzureError(
    'unknown_response',
    `The list of container ${container.name} does not end: it names a next page again and again.`,
  );
}

/** A name that XML cannot represent is percent-encoded. */
function nameOf(blob: string): string {
  const [, encoded, name = ''] = /<Name( Encoded="true")?>([^<]*)<\/Name>/.exec(blob) ?? [];
  if (encoded === undefined) return unescapeXml(name);
  try {
    return decodeURIComponent(name);
  } catch {
    throw new AzureError(
      'unknown_response',
      `The list of blobs has a name that cannot be decoded: ${JSON.stringify(name)}.`,
    );
  }
}

function lengthOf(blob: string): number | null {
  const [, digits] = /<Content-Length>(\d+)<\/Content-Length>/.exec(blob) ?? [];
  return digits === undefined ? null : Number(digits);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replaceAll(
    /&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return characterOf(Number.parseInt(hex, 16));
      if (decimal !== undefined) return characterOf(Number(decimal));
      return ENTITIES[name ?? ''] ?? whole;
    },
  );
}

/** The replacement character for what is no character. */
function characterOf(code: number): string {
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code <= 0x10ffff && !isSurrogate ? String.fromCodePoint(code) : '\uFFFD';
}
