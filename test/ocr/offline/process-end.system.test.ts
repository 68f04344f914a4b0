import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ENGINE = new URL('../../../dist/src/ocr/offline/engine.js', import.meta.url).href;
const SHARP = import.meta.resolve('sharp');
const LIMIT_MS = 50_000;

/** Runs a script that has an engine and an image of a plate; gives its exit code and output. */
async function runScript(
  body: string,
  wrapper: readonly string[] = [],
): Promise<{ code: number; output: string }> {
  const script = `
    import sharp from ${JSON.stringify(SHARP)};
    import { createOfflineEngine } from ${JSON.stringify(ENGINE)};
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="310" height="66"><rect width="100%" height="100%" fill="white"/><text x="20" y="48" font-family="sans-serif" font-size="40">AB12CD</text></svg>';
    const bytes = await sharp(Buffer.from(svg)).png().toBuffer();
    const scope = { signal: new AbortController().signal, endsAt: Infinity };
    const image = { key: 'plate', format: 'png', sha256: '', withBytes: (use) => use(bytes) };
    const read = (engine) => engine.read(image, scope);
    ${body}`;
  const own = ['--input-type=module', '--eval', script];
  const [command, args] =
    wrapper[0] === undefined
      ? [process.execPath, own]
      : [wrapper[0], [...wrapper.slice(1), process.execPath, ...own]];
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    timeout: LIMIT_MS,
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { code: Number(code ?? -1), output };
}

describe('a process with the offline engine', () => {
  it.each([
    [1, 2],
    [10, 1],
    [25, 2],
    [40, 1],
  ])('can exit in the middle of a read, after %i ms, with %i threads', async (delay, threads) => {
    const body = `
      const engine = await createOfflineEngine({ language: 'en', model: null, modelFolders: [], threads: ${threads} });
      void read(engine); void read(engine); void read(engine);
      setTimeout(() => process.exit(3), ${delay});`;
    expect((await runScript(body)).code).toBe(3);
  });

  it('can close in the middle of a read; the read fails', async () => {
    const body = `
      const engine = await createOfflineEngine({ language: 'en', model: null, modelFolders: [], threads: 1 });
      const reading = read(engine).then(() => 'read', (error) => error.code);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await engine.close();
      console.log(await reading);`;
    const { code, output } = await runScript(body);
    expect(code).toBe(0);
    expect(output).toMatch(/^(?:read|engine_closed)\n$/);
  });
});

const ISOLATED = ['unshare', '-rn'];
const canIsolate = spawnSync(ISOLATED[0]!, [...ISOLATED.slice(1), 'true']).status === 0;

describe.each(['en', 'de'])('a process that reads, closes and does nothing more (%s)', (language) => {
  let home: string;
  let run: Awaited<ReturnType<typeof runScript>>;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'home-'));
    const body = `
      const engine = await createOfflineEngine({ language: '${language}', model: null, modelFolders: [], threads: 1 });
      const [line] = (await read(engine)).pages[0].lines;
      console.log(line.text);
      await engine.close();
      await engine.close();`;
    // Where tests are run by a service, ONNX Runtime is silent by itself.
    const asAtHome = ['env', '--unset=CI', '--unset=XDG_CACHE_HOME', `HOME=${home}`];
    run = await runScript(body, [...(canIsolate ? ISOLATED : []), ...asAtHome]);
  });
  afterAll(() => rm(home, { recursive: true }));

  it('ends by itself after close', () => {
    expect(run).toEqual({ code: 0, output: 'AB12CD\n' });
  });

  it('leaves nothing in the home folder and reports to nobody', async () => {
    expect(run.code).toBe(0);
    expect(await readdir(home)).toEqual([]);
  });

  it.skipIf(!canIsolate)('needs no network (skipped where unshare -n is not allowed)', () => {
    expect(run).toEqual({ code: 0, output: 'AB12CD\n' });
  });
});
