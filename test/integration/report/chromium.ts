import { spawn, spawnSync } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** Whether Chromium is here; it says so when it is not, for a skipped test should not pass for one that ran. */
export function hasChromium(): boolean {
  const found = spawnSync('chromium', ['--version']).status === 0;
  if (!found) process.stderr.write('Skipped: chromium is not installed\n');
  return found;
}

const KEY_CODES = { Escape: 27, ArrowLeft: 37, ArrowRight: 39 } as const;

interface Screen {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: Record<string, unknown>;
}

/** One page of a headless Chromium, over its protocol of https://chromedevtools.github.io/devtools-protocol/. */
export class ChromiumPage {
  /** What went wrong in the page: errors, violations of its policy, messages on its console. */
  readonly problems: string[] = [];
  /** URLs that it asked for. */
  readonly requests: string[] = [];
  readonly #child;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #loaded: () => void = () => {};
  #session: string | undefined;
  #sent = 0;

  constructor(profile: string) {
    this.#child = spawn(
      'chromium',
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--hide-scrollbars',
        '--remote-debugging-pipe',
        `--user-data-dir=${profile}`,
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    );
    let begun = '';
    (this.#child.stdio[4] as Readable).on('data', (chunk: Buffer) => {
      const messages = `${begun}${chunk.toString()}`.split('\0');
      begun = messages.pop() ?? '';
      for (const message of messages) this.#receive(JSON.parse(message) as Message);
    });
  }

  async open(file: string, { width, height, scheme }: Screen): Promise<void> {
    if (this.#session === undefined) await this.#attach();
    await this.#send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: width < 500,
    });
    await this.emulateMedia('screen', scheme);
    const loaded = new Promise<void>((resolve) => {
      this.#loaded = resolve;
    });
    await this.#send('Page.navigate', { url: `file://${file}` });
    await loaded;
  }

  async emulateMedia(media: 'screen' | 'print', scheme: Screen['scheme']): Promise<void> {
    await this.#send('Emulation.setEmulatedMedia', {
      media,
      features: [{ name: 'prefers-color-scheme', value: scheme }],
    });
  }

  /** The value of an expression in the page, after it has been drawn again. */
  async evaluate(expression: string): Promise<unknown> {
    const drawn = 'await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));';
    const { result, exceptionDetails } = await this.#send('Runtime.evaluate', {
      expression: `(async () => { const read = () => (${expression}); const first = read(); ${drawn} return first ?? null; })()`,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value?: unknown }).value;
  }

  async press(key: keyof typeof KEY_CODES): Promise<void> {
    const event = { key, code: key, windowsVirtualKeyCode: KEY_CODES[key] };
    await this.#send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
    await this.#send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    await this.evaluate('null');
  }

  close(): void {
    this.#child.kill('SIGKILL');
  }

  async #attach(): Promise<void> {
    const { targetId } = await this.#send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.#send('Target.attachToTarget', { targetId, flatten: true });
    this.#session = String(sessionId);
    for (const domain of ['Runtime', 'Log', 'Page', 'Network']) await this.#send(`${domain}.enable`, {});
  }

  #send(method: string, params: object): Promise<Record<string, unknown>> {
    this.#sent += 1;
    const id = this.#sent;
    const sessionId = this.#session;
    return new Promise((resolve) => {
      this.#waiting.set(id, ({ result }) => resolve(result ?? {}));
      (this.#child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  #receive(message: Message): void {
    const { id, method = '', params } = message;
    if (id !== undefined) this.#waiting.get(id)?.(message);
    if (method === 'Page.loadEventFired') this.#loaded();
    if (['Log.entryAdded', 'Runtime.exceptionThrown', 'Runtime.consoleAPICalled'].includes(method))
      this.problems.push(JSON.stringify(params));
    if (method === 'Network.requestWillBeSent') {
      const { url } = (params as { request: { url: string } }).request;
      if (!url.startsWith('data:')) this.requests.push(url);
    }
  }
}
