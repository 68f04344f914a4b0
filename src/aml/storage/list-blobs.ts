import { STORAGE_AUDIENCE } from '../../azure/audiences.ts';
import { type AmlSession, ROLES } from '../aml-session.ts';
import { type BlobContainer, STORAGE_VERSION } from './blob-container.ts';

/**
 * The names of all blobs that begin with `prefix`, folders left out.
 *
 * https://learn.microsoft.com/rest/api/storageservices/list-blobs
 */
export async function listBlobs(
  { client }: AmlSession,
  container: BlobContainer,
  prefix: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const names: string[] = [];
  let marker = '';
  do {
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
        names.push(nameOf(blob));
      }
    }
    marker = unescapeXml(/<NextMarker>([^<]*)<\/NextMarker>/.exec(text)?.[1] ?? '');
  } while (marker !== '');
  return names;
}

/** A name that XML cannot represent is percent-encoded. */
function nameOf(blob: string): string {
  const [, encoded, name = ''] = /<Name( Encoded="true")?>([^<]*)<\/Name>/.exec(blob) ?? [];
  return encoded === undefined ? unescapeXml(name) : decodeURIComponent(name);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replaceAll(
    /&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return ENTITIES[name ?? ''] ?? whole;
    },
  );
}
