import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';
import { isRecord } from '../contract/is-record.ts';
import { parseJson } from '../contract/parse-json.ts';

/** Watches the requests for a token, because the library reports a web page as a network error. */
export interface ResponseWatch {
  readonly httpClient: HttpClient;
  /** `proxy.example responded with HTTP 200 and text/html`; null when the last response is an identity endpoint's. */
  last(): string | null;
}

/** Only a probe of the library; on machines of other clouds, something else has this address. */
const IMDS = '169.254.169.254';

/** Of the process: the library sends the requests of all its credentials with the first one's HTTP client. */
let last: string | null = null;

/** Identity endpoints and Entra respond with a JSON object, whatever the status. Server errors may be transient. */
export function watchResponses(inner: HttpClient = createDefaultHttpClient()): ResponseWatch {
  return {
    last: () => last,
    httpClient: {
      async sendRequest(request) {
        last = null;
        const response = await inner.sendRequest(request);
        const { status, headers, bodyAsText } = response;
        const { host, hostname } = new URL(request.url);
        const isJson = isRecord(parseJson(bodyAsText ?? ''));
        if (status < 500 && hostname !== IMDS && !isJson) {
          const type = /^[\w.+-]+\/[\w.+-]+/.exec(headers.get('content-type') ?? '')?.[0];
          last = `${host} responded with HTTP ${status} and ${bodyAsText ? (type ?? 'a text') : 'no content'}`;
        }
        return response;
      },
    },
  };
}
