import { arch, platform } from 'node:os';
import { inspect } from 'node:util';
import { PACKAGE_VERSION } from '../../contract/package-version.ts';
import { formatDuration } from '../../report/summary/duration.ts';
import type { Terminal } from '../command/terminal.ts';
import type { ConfigFile } from '../config-file/read-config.ts';

/** What `--verbose` tells about any command, before and after it has run. */
export class CommandDetails {
  readonly #terminal: Terminal;
  readonly #startedAt = performance.now();

  constructor(name: string, terminal: Terminal) {
    this.#terminal = terminal;
    terminal.detail(
      `${name}: version ${PACKAGE_VERSION}, Node ${process.versions.node}, ${platform()} ${arch()}\n`,
    );
  }

  config(config: ConfigFile | null): void {
    if (config === null) return;
    this.#terminal.detail(`Options from ${config.file}: ${[...config.values.keys()].join(', ') || 'none'}\n`);
  }

  /** Where an error of ours comes from: its stack, and those of its causes. */
  error(error: Error): void {
    this.#terminal.detail(`${inspect(error)}\n`);
  }

  end(exitCode: number): void {
    const seconds = (performance.now() - this.#startedAt) / 1000;
    this.#terminal.detail(`Exit code ${exitCode} after ${formatDuration(seconds)}\n`);
  }
}
