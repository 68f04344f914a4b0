import { ItemError, UnexplainedRejection } from '../contract/errors.ts';
import { type AddressRule, ForbiddenAddress } from '../network/address-rule.ts';
import type { Fetch } from '../network/fetcher.ts';
import type { Proxies } from '../network/proxies.ts';
import { isPublicAddress } from '../network/public-address.ts';
import { ruledFetch } from '../network/ruled-fetch.ts';

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * A `fetch` for URLs of images, which others may have written into a table: `https` only, no address but those of the
 * Internet, redirects to the same host only. With `allowPrivate`, addresses of private networks and of this machine as
 * well, there also over `http`. No error contains more of a URL than its host.
 *
 * @returns a function that rejects with ItemError for a URL that is against these rules
 */
export function imageFetch(
  proxies: Proxies,
  allowPrivate: boolean,
  create: (proxies: Proxies, rule: AddressRule) => Fetch = ruledFetch,
): Fetch {
  const send = create(
    proxies,
    allowPrivate ? isAllowedWithPrivate : (_, address) => isPublicAddress(address),
  );
  const sendOnce = (url: URL, init: RequestInit): Promise<Response> =>
    send(url.href, init).catch((error: unknown) => {
      throw forbiddenIn(error, url) ?? error;
    });
  return async (text, init) => {
    let url = toImageUrl(text, allowPrivate);
    for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
      const response = await sendOnce(url, init);
      const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
      if (location === null) return response;
      await response.body?.cancel();
      url = redirected(url, location, allowPrivate);
    }
    throw rejection('redirect', `The server ${url.host} redirects the download again and again.`);
  };
}

/** A private network often has no certificates; over the Internet nothing goes without TLS. */
const isAllowedWithPrivate: AddressRule = ({ protocol }, address) =>
  protocol === 'https:' || !isPublicAddress(address);

function toImageUrl(text: string, allowPrivate: boolean): URL {
  if (!URL.canParse(text)) throw new ItemError('bad_url', 'The URL cannot be parsed.');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    throw new ItemError(
      'bad_url',
      `The URL at ${url.host} has a user name or password, which is not supported.`,
    );
  }
  if (url.protocol === 'https:' || (url.protocol === 'http:' && allowPrivate)) return url;
  throw rejection(
    'scheme',
    `The URL at ${url.host} is plain ${url.protocol.slice(0, -1)}: give https://. Over http, only images of a private network are downloaded, with --allow_private_urls.`,
  );
}

function redirected(from: URL, location: string, allowPrivate: boolean): URL {
  const url = URL.canParse(location, from.href) ? new URL(location, from.href) : null;
  if (url?.host === from.host && (url.protocol === 'https:' || url.protocol === from.protocol)) {
    return toImageUrl(url.href, allowPrivate);
  }
  throw rejection(
    'redirect',
    `The server ${from.host} redirects the download to ${url === null ? 'no URL' : `${url.protocol}//${url.host}`}, and only redirects to the same host are followed: give the URL at which the image is. A redirect to a sign-in page means that the URL alone does not let anyone read the image.`,
  );
}

function forbiddenIn(error: unknown, { host, protocol }: URL): ItemError | null {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof ForbiddenAddress)) return null;
  const where = host === cause.address || host === `[${cause.address}]` ? host : `${host} (${cause.address})`;
  return isPublicAddress(cause.address)
    ? rejection(
        'scheme',
        `The URL at ${where} is plain ${protocol.slice(0, -1)} over the Internet: give https://.`,
      )
    : rejection(
        'private_address',
        `The URL is at ${where}, which is not an address of the Internet: give a public https:// URL, or allow addresses of private networks and of this machine with --allow_private_urls.`,
      );
}

/** What one table has done, all of its rows may do: several of them in a row are a fault of the setup. */
function rejection(reason: string, message: string): UnexplainedRejection {
  return new UnexplainedRejection('url_rejected', message, `url_rejected ${reason}`);
}
