import { workerData } from 'node:worker_threads';
import { ItemError } from '../../contract/errors.ts';
import { GateShut, isShut } from './native-gate.ts';
import type { PageReader } from './page-reader.ts';
import { readImage } from './read-image.ts';
import { openRecogniser, type Recogniser } from './recogniser.ts';
import type { ThreadReply, Task } from './task.ts';
import type { ThreadData } from './ocr-thread.ts';

class Cancelled extends Error {}

const { settings, gate }: ThreadData<Recogniser> = workerData;
let reader: Promise<PageReader> | null = null;

/** The pool calls this in one of its threads, one task at a time. */
export default async function perform(task: Task): Promise<ThreadReply> {
  try {
    reader ??= openRecogniser(settings, gate);
    const opened = await reader.catch(forgetReader);
    if (task.kind === 'warm-up') return { kind: 'ready' };
    const flag = new Int32Array(task.cancelled);
    const check = (): void => {
      if (Atomics.load(flag, 0) !== 0 || isShut(gate)) throw new Cancelled();
    };
    return { kind: 'reading', reading: await readImage(opened, task.bytes, check) };
  } catch (error) {
    return toThreadReply(error);
  }
}

/** The next task loads the models again. */
function forgetReader(error: unknown): never {
  reader = null;
  throw error;
}

function toThreadReply(error: unknown): ThreadReply {
  if (error instanceof Cancelled || error instanceof GateShut) return { kind: 'cancelled' };
  if (error instanceof ItemError) {
    return { kind: 'bad-item', code: error.code, message: error.message, reason: describe(error.cause) };
  }
  return { kind: 'error', message: describe(error) };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : typeof error === 'string' ? error : '';
}
