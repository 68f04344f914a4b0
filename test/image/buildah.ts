import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** Build arguments, and folders or files of this machine by where the image sees them, read-only. */
export interface BuildOptions {
  readonly target?: string;
  readonly arguments?: Readonly<Record<string, string>>;
  readonly volumes?: Readonly<Record<string, string>>;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly volumes?: Readonly<Record<string, string>>;
  readonly workingFolder?: string;
}

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Builds and runs container images without an engine, a daemon or a registry; all of its files are below one folder. */
export class Buildah {
  readonly #folder: string;
  readonly #global: readonly string[];

  constructor(folder: string) {
    this.#folder = folder;
    const storage = ['--root', join(folder, 'storage'), '--runroot', join(folder, 'run')];
    this.#global = [...storage, '--storage-driver', 'vfs'];
  }

  /** @throws Error with the end of the output of the build; all of it is in `<tag>.log` in the folder */
  async build(tag: string, dockerfile: string, context: string, options: BuildOptions = {}): Promise<void> {
    const { target, arguments: args = {}, volumes = {} } = options;
    await mkdir(this.#folder, { recursive: true });
    const log = join(this.#folder, `${tag}.log`);
    const { status, stderr } = await run(
      'buildah',
      [
        ...this.#global,
        'build',
        '--isolation=chroot',
        '--pull-never',
        // The vfs driver would keep a copy of the whole image for each instruction.
        '--layers=false',
        `--tag=${tag}`,
        `--file=${dockerfile}`,
        ...(target === undefined ? [] : ['--target', target]),
        ...Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
        ...toVolumes(volumes),
        context,
      ],
      log,
    );
    if (status !== 0) throw new Error(`The image ${tag} was not built:\n${stderr.slice(-4000)}`);
  }

  /** Creates a container of the image, to run commands in. @returns its name */
  async create(image: string): Promise<string> {
    return (await this.#ask('from', '--pull-never', image)).trim();
  }

  /** @returns the folder of this machine that has the files of the container */
  async mount(container: string): Promise<string> {
    return (await this.#ask('mount', container)).trim();
  }

  async inspect(image: string): Promise<unknown> {
    return JSON.parse(await this.#ask('inspect', '--type', 'image', image));
  }

  run(container: string, command: readonly string[], options: RunOptions = {}): Promise<Ran> {
    const { env = {}, user, volumes = {}, workingFolder } = options;
    return run('buildah', [
      ...this.#global,
      'run',
      '--isolation=chroot',
      ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      ...(user === undefined ? [] : ['--user', user]),
      ...(workingFolder === undefined ? [] : ['--workingdir', workingFolder]),
      ...toVolumes(volumes),
      container,
      '--',
      ...command,
    ]);
  }

  async #ask(...args: readonly string[]): Promise<string> {
    const { status, stdout, stderr } = await run('buildah', [...this.#global, ...args]);
    if (status !== 0) throw new Error(`buildah ${args.join(' ')}: ${stderr}`);
    return stdout;
  }
}

function toVolumes(volumes: Readonly<Record<string, string>>): string[] {
  return Object.entries(volumes).flatMap(([inside, outside]) => ['--volume', `${outside}:${inside}:ro`]);
}

/** Shows the steps on stderr while it runs, and writes all of its output to the log file, if there is one. */
export async function run(program: string, args: readonly string[], log?: string): Promise<Ran> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  );
  if (log !== undefined) {
    await writeFile(log, '');
    for (const stream of [child.stdout, child.stderr]) {
      stream.pipe(createWriteStream(log, { flags: 'a' }));
      stream.on('data', (chunk: Buffer) => showSteps(chunk.toString()));
    }
  }
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, stdout, stderr };
}

function showSteps(printed: string): void {
  for (const [step] of printed.matchAll(/^(?:\[.*\] )?STEP .*$/gmu)) {
    process.stderr.write(`${step.slice(0, 120)}\n`);
  }
}
