import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import type { FailedOutcome } from '../batch/outcome.ts';
import type { MiniBatchContext } from '../contract/mini-batch.ts';
import { toDisplayPath } from '../files/file-system-path.ts';
import { knownSecrets } from '../redaction/known-secrets.ts';

/** The folder beside the appended rows; each process writes its own file in it. */
export const FAILED_ITEMS_FOLDER = 'failed_items';

/** One line of such a file. A mini-batch that is retried writes its lines again. */
export interface FailedItem {
  readonly file: string;
  readonly code: string;
  readonly message: string;
  readonly sha256: string | null;
  readonly minibatch_index: string | number | null;
  /** ISO 8601, UTC. */
  readonly time: string;
}

export interface FailedItemsFile {
  readonly path: string;
  append(outcomes: readonly FailedOutcome[], context: MiniBatchContext | null): Promise<void>;
}

/** @param owner unique on the cluster: AML runs many processes on many nodes with one output folder */
export function failedItemsFile(outputFolder: string, owner: string, now: () => Date): FailedItemsFile {
  const path = join(outputFolder, FAILED_ITEMS_FOLDER, `${owner}.jsonl`);
  return {
    path,
    append: async (outcomes, context) => {
      if (outcomes.length === 0) return;
      const time = now().toISOString();
      const lines = outcomes.map((outcome) => `${JSON.stringify(toFailedItem(outcome, context, time))}\n`);
      await makeFolder(join(outputFolder, FAILED_ITEMS_FOLDER));
      await appendFile(path, lines.join(''));
    },
  };
}

function toFailedItem(outcome: FailedOutcome, context: MiniBatchContext | null, time: string): FailedItem {
  const { code, message } = outcome.error;
  return {
    file: knownSecrets.redact(outcome.item.key),
    code,
    message: toDisplayPath(knownSecrets.redactMessage(message)),
    sha256: outcome.sha256,
    minibatch_index: context?.minibatch_index ?? null,
    time,
  };
}
