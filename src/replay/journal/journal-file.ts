import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { machineError } from '../../files/machine-error.ts';
import { syncFolder } from '../../files/sync-folder.ts';
import { GroupCommit } from '../results/group-commit.ts';
import { GrowingFile } from '../results/growing-file.ts';
import { type JournalEvent, toJournalLine } from './events.ts';

/** What a replay has done, a line for each event, on the disk before anybody relies on it. */
export class JournalFile {
  readonly path: string;
  readonly #file: GrowingFile;
  readonly #commits: GroupCommit<readonly JournalEvent[]>;

  private constructor(file: GrowingFile) {
    this.path = file.path;
    this.#file = file;
    this.#commits = new GroupCommit((lists) => this.#write(lists.flat()));
  }

  /** Opens a journal, which is made when there is none. */
  static async open(path: string): Promise<JournalFile> {
    await writeFile(path, '', { flag: 'a' });
    const file = await GrowingFile.open(path);
    await syncFolder(dirname(path));
    return new JournalFile(file);
  }

  /** Resolves when the events survive a power loss. @throws MachineError when they cannot be written */
  async append(...events: readonly JournalEvent[]): Promise<void> {
    await this.#commits.add(events);
  }

  /** @throws the error of an event that could not be written */
  async close(): Promise<void> {
    try {
      await this.#commits.done();
    } finally {
      await this.#file.close();
    }
  }

  async #write(events: readonly JournalEvent[]): Promise<void> {
    try {
      await this.#file.append(events.map(toJournalLine).join(''), async () => {});
    } catch (error) {
      throw machineError(`The journal cannot be written to ${this.path}`, error) ?? error;
    }
  }
}
