import { createReader } from '../worker/create-engine.ts';
import { createDetector, type ServiceTools } from '../worker/create-service-engine.ts';
import type { EngineName, WorkerOptions } from '../config/worker-options.ts';
import { neverEnding } from '../flow/time-scope.ts';
import { silentLogger } from '../logging/logger.ts';
import { proxiesFrom } from '../network/proxies.ts';
import type { Reading } from '../ocr/reading.ts';
import type { LoadedAccess } from '../secrets/load-access.ts';
import type { CheckedSecrets } from './check-secrets.ts';
import type { CheckTools } from './check-tools.ts';
import { singleSubmitFlow } from './single-attempt-flow.ts';
import { type StepOutcome, runStep } from './step-runner.ts';
import { testImage } from './test-image.ts';

/** Short, because a person waits at a terminal; a test image is small and quick to read. */
const TIME_LIMITS = { requestMs: 20_000, imageMs: 60_000 };

const READERS = {
  read: 'Read API',
  'read-container': 'Read container',
  'document-intelligence': 'Document Intelligence',
  'image-analysis': 'Image Analysis',
  offline: 'Offline engine',
} satisfies Record<EngineName, string>;

/** Reads the test image with the engine. */
export async function checkReader(
  options: WorkerOptions,
  { read }: Pick<CheckedSecrets, 'read'>,
  identity: StepOutcome<unknown> | null,
  tools: CheckTools,
): Promise<void> {
  const key: StepOutcome<LoadedAccess['read']> = read ?? NOTHING_NEEDED;
  const token = options.service.auth === 'entra' && identity !== null ? identity : NOTHING_NEEDED;
  await runStep(tools, READERS[options.engine], [key, token], async (access) => {
    const engine = await createReader(options, access, tools.env, serviceTools(tools));
    try {
      const reading = await engine.read(await testImage(), neverEnding(tools.signal));
      return { value: reading, detail: describeReading(reading) };
    } finally {
      await engine.close();
    }
  });
}

const NOTHING_NEEDED = { ok: true, step: '', value: null } as const;

/** Runs the detector on the test image; it should find no plate. */
export async function checkDetector(
  customVision: NonNullable<CheckedSecrets['customVision']>,
  tools: CheckTools,
): Promise<void> {
  await runStep(tools, 'Custom Vision', [customVision], async (access) => {
    const detector = await createDetector(access, serviceTools(tools));
    try {
      const found = await detector.detect(await testImage(), neverEnding(tools.signal));
      const regions = `${found.length} region${found.length === 1 ? '' : 's'}`;
      return { value: found, detail: `analyzed the test image: ${regions}` };
    } finally {
      await detector.close();
    }
  });
}

function serviceTools({ clock, env }: CheckTools): ServiceTools {
  return {
    flow: singleSubmitFlow(clock),
    logger: silentLogger,
    timeLimits: TIME_LIMITS,
    proxies: proxiesFrom(env),
  };
}

function describeReading({ model, pages }: Reading): string {
  const text = pages
    .flatMap(({ lines }) => lines.map((line) => line.text))
    .join(' ')
    .slice(0, 40);
  return `read ${text === '' ? 'nothing' : JSON.stringify(text)} from the test image with ${model}`;
}
