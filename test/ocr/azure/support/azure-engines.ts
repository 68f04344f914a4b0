import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import type { EmulatorOptions } from '../../../../src/emulator/emulator-options.ts';
import { createServerCertificate } from '../../../../src/emulator/server/certificate.ts';
import { startEmulator, type Emulator } from '../../../../src/emulator/server/start-emulator.ts';
import { syntheticEngine } from '../../../../src/emulator/reading/synthetic-engine.ts';
import type { FlowControl } from '../../../../src/flow/flow-control.ts';
import { retryingFlow, type RetryEvent } from '../../../../src/flow/retrying-flow.ts';
import { neverEnding } from '../../../../src/flow/time-scope.ts';
import { detectFormat } from '../../../../src/images/detect-format.ts';
import { inMemory, type LoadedImage } from '../../../../src/images/image-content.ts';
import { silentLogger } from '../../../../src/logging/logger.ts';
import type { AzureEngineConfig } from '../../../../src/ocr/azure/engine-config.ts';
import { createDocumentIntelligenceEngine } from '../../../../src/ocr/document-intelligence/document-intelligence-engine.ts';
import type { ImageContent, OcrEngine } from '../../../../src/ocr/engine.ts';
import { createImageAnalysisEngine } from '../../../../src/ocr/image-analysis/image-analysis-engine.ts';
import { createReadContainerEngine } from '../../../../src/ocr/read-container/read-container-engine.ts';
import { createReadEngine } from '../../../../src/ocr/read/read-engine.ts';
import type { OnFinished } from '../../../support/temporary-folder.ts';
import { IdleClock } from './idle-clock.ts';
import { fixedKey, KEY } from './keys.ts';
import { quickClock } from './quick-clock.ts';

/** The engines that are services, and the emulator's names for their calls. */
export const AZURE_ENGINES = [
  { name: 'read', create: createReadEngine, submit: 'read.submit', poll: 'read.result' },
  { name: 'read-container', create: createReadContainerEngine, submit: 'read.sync', poll: null },
  {
    name: 'document-intelligence',
    create: createDocumentIntelligenceEngine,
    submit: 'document-intelligence.analyze',
    poll: 'document-intelligence.result',
  },
  { name: 'image-analysis', create: createImageAnalysisEngine, submit: 'image-analysis.analyze', poll: null },
] as const;
export type AzureEngine = (typeof AZURE_ENGINES)[number];

/** One for all emulators here: making it takes longer than most of their tests. */
const certificate = await createServerCertificate();

/** The emulator over TLS, with a synthetic reading; it ends with the test. */
export async function emulatedAzure(
  options: Partial<EmulatorOptions> = {},
  onFinished: OnFinished = onTestFinished,
): Promise<Emulator> {
  const emulator = await startEmulator({
    engine: syntheticEngine,
    tls: certificate,
    key: KEY,
    rates: UNLIMITED,
    ...options,
  });
  onFinished(() => emulator.close());
  return emulator;
}

const UNLIMITED = {
  read: null,
  'custom-vision-nostore': null,
  'document-intelligence-analyze': null,
  'document-intelligence-get': null,
  'image-analysis': null,
};

/** The engine against that server, with what it waited for, in time that passes while no request is out; it ends with the test. */
export function engineFor(
  { create }: Pick<AzureEngine, 'create'>,
  server: { readonly url: string; readonly ca?: string | null },
  overrides: Partial<AzureEngineConfig> = {},
  onFinished: OnFinished = onTestFinished,
): { readonly engine: OcrEngine; readonly retries: readonly RetryEvent[]; readonly clock: IdleClock } {
  const retries: RetryEvent[] = [];
  const clock = new IdleClock();
  const engine = create({
    endpoint: server.url,
    auth: { kind: 'key', keys: fixedKey() },
    flow: clock.standingStill(retryingFlow({ clock, onRetry: (event) => retries.push(event) })),
    logger: silentLogger,
    ...(typeof server.ca === 'string' ? { ca: server.ca } : {}),
    ...overrides,
  });
  onFinished(() => engine.close());
  return { engine, retries, clock };
}

/** For what the server takes real time for: time passes while a request is out, and a poll interval lasts 200 ms. */
export function inRealTime(): FlowControl {
  return retryingFlow({ clock: quickClock(5) });
}

export function contentOf(bytes: Buffer, key = 'image'): LoadedImage & ImageContent {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return inMemory({ key, bytes, format: detectFormat(bytes) ?? 'png', sha256 });
}

/** Every colour is another image. */
export async function plainImage(background: string): Promise<LoadedImage & ImageContent> {
  const blank = sharp({ create: { width: 120, height: 80, channels: 3, background } });
  return contentOf(await blank.png().toBuffer(), background);
}

/** What the emulator's synthetic engine reads off an image. */
export async function textsOf(image: ImageContent): Promise<readonly string[]> {
  const { pages } = await syntheticEngine.read(image, neverEnding());
  return pages.flatMap((page) => page.lines.map((line) => line.text));
}
