import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const HOOKS = `export async function resolve(name, context, next) {
  if (name === 'sharp') throw new Error('Could not load the "sharp" module using the linux-x64 runtime');
  return next(name, context);
}`;
const asModule = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;

it.each([['offline'], ['read-container']])(
  'init() of %s says that the image library cannot be loaded',
  (engine) => {
    const register = `import { register } from 'node:module'; register(${JSON.stringify(asModule(HOOKS))});`;
    const worker = new URL('../../dist/entry/worker.js', import.meta.url).href;
    const argv = [
      '--engine',
      engine,
      ...(engine === 'offline' ? [] : ['--read_endpoint', 'http://localhost:5000']),
    ];
    const script = `const { init } = await import('${worker}');
    await init(${JSON.stringify(argv)}).catch((error) => console.log(error.fault, error.message));`;
    const args = ['--import', asModule(register), '--input-type=module', '--eval', script];
    const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(stdout).toMatch(/^configuration .*sharp cannot be loaded: Could not load/s);
    expect(stdout).toContain('npm install --ignore-scripts --include=optional sharp');
  },
);
