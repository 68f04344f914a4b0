import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface DapMessage {
  readonly type: string;
  readonly command?: string;
  readonly event?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A debugger as an editor is one. https://microsoft.github.io/debug-adapter-protocol/specification */
export class DapClient {
  readonly #socket: Socket;
  readonly #messages: DapMessage[] = [];
  #received = Buffer.alloc(0);
  #seq = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', () => {});
  }

  /** Tries until somebody listens. */
  static async connect(port: number, signal: AbortSignal): Promise<DapClient> {
    for (;;) {
      signal.throwIfAborted();
      const socket = connect(port, '127.0.0.1');
      const isOpen = await once(socket, 'connect').then(
        () => true,
        () => false,
      );
      if (isOpen) return new DapClient(socket);
      await sleep(100, undefined, { signal });
    }
  }

  send(command: string, args: object = {}): void {
    this.#seq += 1;
    const body = JSON.stringify({ seq: this.#seq, type: 'request', command, arguments: args });
    this.#socket.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  /** The next message of which this is true. */
  async next(accepts: (message: DapMessage) => boolean, signal: AbortSignal): Promise<DapMessage> {
    for (;;) {
      const index = this.#messages.findIndex((message) => accepts(message));
      const [found] = this.#messages.splice(0, index + 1).slice(-1);
      if (index !== -1 && found !== undefined) return found;
      await once(this.#socket, 'data', { signal });
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const [header, length] = /Content-Length: (\d+)\r\n\r\n/.exec(this.#received.toString('latin1')) ?? [];
      if (header === undefined) return;
      const start = this.#received.indexOf(header) + header.length;
      const end = start + Number(length);
      if (this.#received.length < end) return;
      this.#messages.push(JSON.parse(this.#received.toString('utf8', start, end)) as DapMessage);
      this.#received = this.#received.subarray(end);
    }
  }
}
