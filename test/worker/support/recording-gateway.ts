import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Recorded {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
}

/** A server in front of another that keeps what it passes on. */
export interface RecordingGateway {
  readonly port: number;
  readonly requests: readonly Recorded[];
  /** The most submits that were in progress at once. */
  mostSubmits(): number;
  close(): Promise<void>;
}

/** How long a submit waits for another to be in progress with it. */
const COMPANY_MS = 100;

/** @param hangs whether no submit has a response */
export async function recordingGateway(target: string, hangs = false): Promise<RecordingGateway> {
  const requests: Recorded[] = [];
  let submits = 0;
  let most = 0;
  const server = http.createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    requests.push({ method, url, headers });
    const pass = (): void => {
      const onward = http.request(`${target}${url}`, { method, headers }, (response) => {
        if (method === 'POST') submits -= 1;
        outgoing.writeHead(response.statusCode ?? 0, response.headers);
        response.pipe(outgoing);
      });
      incoming.pipe(onward);
    };
    if (method !== 'POST') return pass();
    if (hangs) return;
    submits += 1;
    most = Math.max(most, submits);
    void sleep(COMPANY_MS).then(pass);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    requests,
    mostSubmits: () => most,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
