import http from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What to do with one request; `hang` never responds, `reset` cuts the connection. */
export type ScriptedResponse =
  | { readonly status: number; readonly headers?: http.OutgoingHttpHeaders; readonly body?: unknown }
  | 'hang'
  | 'reset';

export interface ScriptedServer {
  readonly url: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** A loopback server that does what `script` says; an object body goes out as JSON, a text as it is. */
export async function scriptedServer(
  script: (request: Received, index: number) => ScriptedResponse | Promise<ScriptedResponse>,
): Promise<ScriptedServer> {
  const received: Received[] = [];
  const server = http.createServer((request, response) => {
    void respond(request, response).catch(() => response.destroy());
  });
  const respond = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const index = received.push({ method, url, headers, body: await buffer(request) }) - 1;
    const what = await script(received[index]!, index);
    if (what === 'hang') return;
    if (what === 'reset') return void response.destroy();
    const text = typeof what.body === 'string' ? what.body : JSON.stringify(what.body ?? '');
    const type = typeof what.body === 'object' ? { 'content-type': 'application/json' } : {};
    response.writeHead(what.status, { ...type, ...what.headers });
    response.end(what.body === undefined ? '' : text);
  };
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
