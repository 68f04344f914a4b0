import { EventEmitter, once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/flow/clock.ts';
import { proxiesFrom } from '../../../src/network/proxies.ts';
import { undiciTransport } from '../../../src/ocr/azure/transport/undici-transport.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn } from '../run-in.ts';

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const connected = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return connected;
}

it.each([
  [['--write_ca', 'nowhere/ca.pem'], /^--write_ca cannot be written: ENOENT/],
  [['--write_ca', 'folder'], /^--write_ca cannot be written: EISDIR/],
  [['--write_ca', 'file/ca.pem'], /^--write_ca cannot be written: ENOTDIR/],
  [['--write_ca', '/dev/full'], /^--write_ca cannot be written: ENOSPC/],
  [['--write_ca', '/proc/ca.pem'], /^--write_ca cannot be written: (?:ENOENT|EACCES|EROFS)/],
  [['--write_ca', 'x'.repeat(300)], /^--write_ca cannot be written: ENAMETOOLONG/],
  [['--faults', 'folder'], /^--faults cannot be read: EISDIR/],
  [['--images', 'file'], /^--images cannot be read: ENOTDIR/],
  [['--images', 'nowhere'], /^--images cannot be read: ENOENT/],
  [['--reading_cache', 'file'], /^--reading_cache cannot be written: EEXIST/],
  [['--reading_cache', 'file/cache'], /^--reading_cache cannot be written: ENOTDIR/],
])('%j ends with one sentence and no open server', async (args, sentence) => {
  const folder = await temporaryFolder();
  await Promise.all([mkdir(join(folder, 'folder')), writeFile(join(folder, 'file'), '')]);
  const absolute = args.map((arg) => (/^(?:folder|file|nowhere)/.test(arg) ? join(folder, arg) : arg));
  const port = await freePort();
  const argv = ['emulate', '--port', String(port), '--reading', 'synthetic', ...absolute];
  const { code, out, err } = await runIn(folder, argv);
  expect(err).toMatch(sentence);
  expect(err.trim().split('\n')).toHaveLength(2);
  expect([code, out]).toEqual([2, '']);
  expect(await isListening(port)).toBe(false);
});

it.each([
  [['--host', 'nowhere.invalid'], /"nowhere\.invalid" \((?:ENOTFOUND|EAI_AGAIN)\)/],
  [['--host', '192.0.2.1'], /"192\.0\.2\.1" \(EADDRNOTAVAIL\)/],
])('an address that cannot be listened on is wrong usage: %j', async (args, sentence) => {
  const folder = await temporaryFolder();
  const argv = ['emulate', '--port', '0', '--reading', 'synthetic', '--allow_remote', ...args];
  const { code, err } = await runIn(folder, argv);
  expect(err).toMatch(sentence);
  expect(code).toBe(2);
});

it('a port in use is wrong usage', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const port = String((server.address() as AddressInfo).port);
  const argv = ['emulate', '--port', port, '--reading', 'synthetic', '--write_ca', 'ca.pem'];
  const { code, err } = await runIn(await temporaryFolder(), argv);
  expect(err).toMatch(/^Port \d+ of 127\.0\.0\.1 is used by another program/);
  expect(code).toBe(2);
});

it('a port of the proxy in use is wrong usage, and the emulator is closed', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const [port, taken] = [await freePort(), (server.address() as AddressInfo).port];
  const argv = ['emulate', '--port', String(port), '--reading', 'synthetic', '--proxy_port', String(taken)];
  const { code, err } = await runIn(await temporaryFolder(), argv);
  expect(err).toMatch(/is used by another program/);
  expect(code).toBe(2);
  expect(await isListening(port)).toBe(false);
});

it('serves names through its proxy, which asks for a password and counts nothing beside it', async () => {
  const folder = await temporaryFolder();
  const signals = new EventEmitter();
  let printed = '';
  let status: Promise<unknown> = Promise.resolve();
  const ask = async (proxyUrl: string): Promise<unknown> => {
    const endpoint = new URL('https://ocr.cognitiveservices.azure.com');
    const proxy = proxiesFrom({ HTTPS_PROXY: proxyUrl.replace('//', '//me:pw@') }).forUrl(endpoint);
    const ca = await readFile(join(folder, 'ca.pem'), 'utf8');
    const transport = undiciTransport({ endpoint, clock: systemClock, requestMs: 5000, proxy, ca });
    const request = { method: 'GET', url: `${endpoint.href}_emulator/stats`, headers: {}, body: null };
    const response = await transport.send(request, new AbortController().signal);
    await transport.close();
    return response.status;
  };
  const onErr = (text: string): void => {
    printed += text;
    const [, url] = /^HTTPS_PROXY=(\S+) leads/m.exec(text) ?? [];
    if (url !== undefined) status = ask(url).finally(() => signals.emit('SIGINT'));
  };
  const name = ['--name', '*.cognitiveservices.azure.com'];
  const options = ['--write_ca', 'ca.pem', '--proxy_port', '0', '--proxy_auth', 'me:pw', ...name];
  const argv = ['emulate', '--port', '0', '--reading', 'synthetic', ...options];
  expect((await runIn(folder, argv, { signals, onErr })).code).toBe(0);
  expect(await status).toBe(200);
  expect(printed).not.toContain('me:pw');
});

it.each(['SIGINT', 'SIGTERM'])('%s stops it, and the server is closed', async (signal) => {
  const port = await freePort();
  const signals = new EventEmitter();
  const onErr = (text: string): void => {
    if (text.startsWith('Listening')) signals.emit(signal);
  };
  const argv = ['emulate', '--port', String(port), '--reading', 'synthetic', '--write_ca', 'ca.pem'];
  const { code } = await runIn(await temporaryFolder(), argv, { signals, onErr });
  expect(code).toBe(0);
  expect(await isListening(port)).toBe(false);
});
