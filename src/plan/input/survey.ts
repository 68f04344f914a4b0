import { posix } from 'node:path';
import pLimit from 'p-limit';
import type { WorkerOptions } from '../../config/worker-options.ts';
import type { ImageLimits } from '../../images/limits.ts';
import { toItems } from '../../images/item.ts';
import { filesByDirectory, type Input } from '../../replay/input/input-files.ts';
import { cutIntoMiniBatches, type FileGroup } from '../../replay/input/split.ts';
import type { FileCounts } from './count-files.ts';
import { type FileLook, lookAtFile } from './look-at-file.ts';
import { NumberSet } from './number-set.ts';
import { countSelectedPages } from './selected-pages.ts';
import { type BilledPages, SurveyCounts } from './survey-counts.ts';

/** Files that are open at once. */
const AT_ONCE = 8;

export interface SurveySetup {
  readonly input: Input;
  readonly counts: FileCounts;
  readonly options: WorkerOptions;
  readonly limits: ImageLimits;
  readonly miniBatchSize: number;
}

interface SeenFile {
  readonly look: FileLook;
  readonly isDuplicate: boolean;
}

/**
 * Looks at each file as the worker would: its partition, format, size, pages and content. Keeps no path, so that its memory
 * does not grow with the number of files.
 *
 * @param warn is told of a folder that is left out
 * @param progressed called with the files that were looked at so far
 * @throws the reason of the signal
 */
export async function surveyInput(
  setup: SurveySetup,
  warn: (warning: string) => void,
  progressed: (files: number) => void,
  signal: AbortSignal,
): Promise<SurveyCounts> {
  const { input, counts, options, limits, miniBatchSize } = setup;
  const survey = new SurveyCounts();
  const contents = new NumberSet();
  const limit = pLimit(AT_ONCE);
  const seen = new Map<string, SeenFile>();

  const see = async (path: string): Promise<void> => {
    signal.throwIfAborted();
    const look = await lookAtFile(path, limits, (size) => counts.sharedSizes.has(BigInt(size)));
    seen.set(path, { look, isDuplicate: look.content !== null && !contents.add(look.content) });
  };
  const isRead = (path: string): boolean => toItem(path)?.inPartition === true;
  const toItem = (path: string) => toItems([path], itemOptions)[0];
  const itemOptions = { ...options, inputFolders: options.host.inputFolders };

  async function* groups(): AsyncGenerator<FileGroup> {
    for await (const group of filesByDirectory(input, warn)) {
      await Promise.all(group.files.filter(isRead).map((path) => limit(see, path)));
      yield group;
    }
  }

  let looked = 0;
  for await (const { files } of cutIntoMiniBatches(groups(), miniBatchSize)) {
    survey.beginMiniBatch(posix.dirname(files[0] ?? ''));
    for (const path of files) {
      const found = seen.get(path);
      seen.delete(path);
      if (found === undefined) survey.addSkipped(path);
      else
        survey.add(
          toItem(path)?.key ?? path,
          found.look,
          billedPages(found.look, options),
          found.isDuplicate,
        );
    }
    looked += files.length;
    progressed(looked);
  }
  survey.end();
  return survey;
}

/** Pages that a service reads at most. https://learn.microsoft.com/azure/ai-services/computer-vision/overview-ocr */
const MOST_PAGES = { paid: 2000, free: 2 } as const;

function billedPages({ format, pages }: FileLook, { engine, secrets, service }: WorkerOptions): BilledPages {
  const detects = secrets.kvCustomimage !== null;
  const readsDocuments = engine !== 'offline' && engine !== 'image-analysis' && !detects;
  if (!readsDocuments || (format !== 'pdf' && format !== 'tiff')) return { pages: 1, isCut: false };
  const selected = countSelectedPages(service.pages, pages ?? 1);
  const most = MOST_PAGES[service.tier];
  return { pages: Math.min(selected, most), isCut: selected > most };
}
