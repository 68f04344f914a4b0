import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import { decodeFrame, encodeFrame, FRAME_KINDS, type FrameKind, MAX_DATA_PAYLOAD } from './frame.ts';
import { decodeOperation, encodeOperation } from './operation-payload.ts';
import type { ReadingStore, StoreKey } from './reading-store.ts';

/**
 * Puts copies of a node's store on a mount that other nodes see: one small file per id and per reading, written once,
 * at its final name. Mounts of blob storage have no locks, rename by copying, and show a file to other nodes when it is
 * closed; a file that is seen before it is whole fails its checksum and counts as absent.
 *
 * Sources: https://github.com/Azure/azure-storage-fuse#un-supported-file-system-operations and
 * https://github.com/Azure/azure-storage-fuse/issues/1512
 */
export function withSharedCopies(
  local: ReadingStore,
  folder: string,
  onFailure: (error: unknown) => void,
): ReadingStore {
  const copies = new SharedCopies(folder, onFailure);
  return {
    ...local,
    async operation(key) {
      const known = await local.operation(key);
      if (known !== null) return known;
      const payload = await copies.read(FRAME_KINDS.operation, key);
      return payload === null ? null : decodeOperation(payload);
    },
    addOperation(key, operation) {
      local.addOperation(key, operation);
      copies.write(FRAME_KINDS.operation, key, encodeOperation(operation));
    },
    forgetOperation(key) {
      local.forgetOperation(key);
      copies.remove(FRAME_KINDS.operation, key);
    },
    async reading(key) {
      return (await local.reading(key)) ?? copies.read(FRAME_KINDS.reading, key);
    },
    async addReading(key, reading) {
      if (reading.length <= MAX_DATA_PAYLOAD) copies.write(FRAME_KINDS.reading, key, reading);
      await local.addReading(key, reading);
    },
    async close() {
      await Promise.all([local.close(), copies.settled()]);
    },
  };
}

/**
 * Whether a file that was just closed has the content that was written to it.
 *
 * @param name of the file, unique among all processes that use the folder
 */
export async function readsBack(folder: string, name: string): Promise<boolean> {
  const file = join(folder, `${name}.probe`);
  const content = Buffer.from(name);
  try {
    await writeFile(file, content);
    return (await readFile(file)).equals(content);
  } finally {
    await rm(file, { force: true });
  }
}

class SharedCopies {
  readonly #folder: string;
  readonly #onFailure: (error: unknown) => void;
  readonly #pending = new Set<Promise<void>>();

  constructor(folder: string, onFailure: (error: unknown) => void) {
    this.#folder = folder;
    this.#onFailure = onFailure;
  }

  async read(kind: FrameKind, key: StoreKey): Promise<Buffer | null> {
    const bytes = await readFile(this.#fileOf(kind, key)).catch(() => null);
    const frame = bytes === null ? 'damaged' : decodeFrame(bytes, 0, MAX_DATA_PAYLOAD);
    return typeof frame === 'string' || frame.kind !== kind || !frame.key.equals(key) ? null : frame.payload;
  }

  write(kind: FrameKind, key: StoreKey, payload: Buffer): void {
    const file = this.#fileOf(kind, key);
    this.#start(async () => {
      await makeFolder(dirname(file));
      await writeFile(file, encodeFrame({ kind, key, payload }), { mode: 0o600 });
    });
  }

  remove(kind: FrameKind, key: StoreKey): void {
    this.#start(() => rm(this.#fileOf(kind, key), { force: true }));
  }

  async settled(): Promise<void> {
    await Promise.all(this.#pending);
  }

  #start(change: () => Promise<void>): void {
    const pending = change()
      .catch(this.#onFailure)
      .finally(() => this.#pending.delete(pending));
    this.#pending.add(pending);
  }

  #fileOf(kind: FrameKind, key: StoreKey): string {
    const name = key.toString('hex');
    const extension = kind === FRAME_KINDS.operation ? 'id' : 'reading';
    return join(this.#folder, name.slice(0, 2), `${name}.${extension}`);
  }
}
