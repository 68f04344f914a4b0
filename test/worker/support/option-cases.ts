import { join } from 'node:path';
import type { OptionName } from '../../../src/config/options.ts';
import type { MiniBatch } from '../../../src/contract/mini-batch.ts';
import type { Row } from '../../../src/contract/row.ts';
import { KEY } from '../../emulator/emulated.ts';
import type { RecordingGateway } from './recording-gateway.ts';

/** Undefined takes an argument away that every case has. */
export type Arguments = Partial<Record<OptionName | 'mini_batch_size', string | undefined>>;

export interface Seen {
  readonly error: string;
  readonly texts: readonly string[];
  readonly rows: readonly Row[];
  readonly log: string;
  readonly gateway: RecordingGateway;
  /** Paths below the folder of the test. */
  readonly files: readonly string[];
}

interface Case {
  readonly value: string;
  readonly beside?: Arguments;
  /** Instead of two images. */
  readonly miniBatch?: (folder: string, port: number) => MiniBatch;
  readonly see: (seen: Seen) => unknown;
  /** What is seen without the option; left out where that run would take too long. */
  readonly without?: unknown;
  readonly given: unknown;
}

const PROJECT = '3b1e0e6a-5a5b-4a51-9d3e-0c1f2a3b4c5d';
const DETECTOR: Arguments = {
  kv_customimage: 'ocr',
  custom_vision_endpoint: 'http://127.0.0.1:PORT',
  custom_vision_project: PROJECT,
  custom_vision_published_name: 'plates',
};
const OFFLINE: Arguments = { engine: 'offline', kv_readapi: undefined, read_endpoint: undefined };
const VAULT: Arguments = { secrets: undefined };

const statuses = ({ rows }: Seen): unknown => rows.map(({ status }) => status);
const submit = ({ gateway }: Seen) => gateway.requests.find(({ method }) => method === 'POST');
const query =
  (name: string) =>
  (seen: Seen): unknown =>
    new URL(submit(seen)?.url ?? '', 'http://gateway').searchParams.get(name);
const detection = ({ gateway }: Seen) => gateway.requests.find(({ url }) => url.includes('/detect/'));
const image = (folder: string): MiniBatch => [join(folder, '2020/08/07/a.png')];
const table = (column: string) => (folder: string) => [
  { [column]: join(folder, '2020/08/07/a.png'), other: '/no/such/file.png' },
];

/** Each option with a value, and what of a run it changes. */
export const CASES: Readonly<Record<OptionName, Case>> = {
  input_partition: {
    value: '2020/08/07',
    see: statuses,
    without: ['succeeded', 'succeeded'],
    given: ['succeeded', 'skipped'],
  },
  engine: {
    value: 'image-analysis',
    see: (seen) => submit(seen)?.url.split('?')[0],
    without: '/vision/v3.2/read/analyze',
    given: '/computervision/imageanalysis:analyze',
  },
  kv_readapi: {
    value: 'other',
    see: (seen) => submit(seen)?.headers['ocp-apim-subscription-key'],
    without: KEY,
    given: 'another-key-of-tests',
  },
  kv_customimage: {
    value: 'ocr',
    beside: { ...DETECTOR, kv_customimage: undefined },
    see: (seen) => detection(seen)?.headers['prediction-key'],
    given: KEY,
  },
  key_vault: {
    value: 'https://vault.example',
    beside: VAULT,
    see: ({ error }) => /vault\.example|give --key_vault/.exec(error)?.[0],
    without: 'give --key_vault',
    given: 'vault.example',
  },
  secrets: {
    value: 'vault',
    see: ({ error }) => /give --key_vault/.exec(error)?.[0],
    without: undefined,
    given: 'give --key_vault',
  },
  service_auth: {
    value: 'entra',
    beside: { kv_readapi: undefined, engine: 'read' },
    see: (seen) => submit(seen)?.headers.authorization?.split(' ')[0],
    given: 'Bearer',
  },
  read_endpoint: {
    value: 'http://localhost:PORT',
    see: (seen) => submit(seen)?.headers.host?.split(':')[0],
    without: '127.0.0.1',
    given: 'localhost',
  },
  custom_vision_endpoint: {
    value: 'http://localhost:PORT',
    beside: DETECTOR,
    see: (seen) => detection(seen)?.headers.host?.split(':')[0],
    without: '127.0.0.1',
    given: 'localhost',
  },
  custom_vision_project: {
    value: PROJECT.replace('3b', '4c'),
    beside: DETECTOR,
    see: (seen) => detection(seen)?.url.split('/')[4],
    without: PROJECT,
    given: PROJECT.replace('3b', '4c'),
  },
  custom_vision_published_name: {
    value: 'other-name',
    beside: DETECTOR,
    see: (seen) => detection(seen)?.url.includes('/iterations/other-name/'),
    without: false,
    given: true,
  },
  custom_vision_minimum_probability: {
    value: '1',
    beside: DETECTOR,
    see: ({ rows }) => rows[0]?.regions?.length,
    without: 1,
    given: 0,
  },
  tier: {
    value: 'free',
    miniBatch: (folder) => [join(folder, '5-mib.png')],
    see: ({ rows }) => rows[0]?.error?.code ?? rows[0]?.status,
    without: 'succeeded',
    given: 'InvalidImageSize',
  },
  service_tps: {
    value: '31',
    beside: { mini_batch_size: '5' },
    see: ({ log }) => /cannot use the [\d.]+ requests/.exec(log)?.[0],
    without: 'cannot use the 10 requests',
    given: 'cannot use the 31 requests',
  },
  pages: { value: '1-2', see: query('pages'), without: null, given: '1-2' },
  reading_order: { value: 'natural', see: query('readingOrder'), without: 'basic', given: 'natural' },
  model_version: {
    value: '2022-04-30',
    see: query('model-version'),
    without: 'latest',
    given: '2022-04-30',
  },
  language: { value: 'de', see: query('language'), without: null, given: 'de' },
  model: {
    value: 'v6',
    beside: OFFLINE,
    see: ({ error }) => error.includes('models install'),
    without: false,
    given: true,
  },
  max_concurrency: { value: '1', see: ({ gateway }) => gateway.mostSubmits(), without: 2, given: 1 },
  image_timeout: {
    value: '1',
    miniBatch: image,
    see: ({ error }) => /within 1000 ms/.exec(error)?.[0],
    given: 'within 1000 ms',
  },
  store: {
    value: 'FOLDER/store',
    see: ({ files }) => files.some((file) => file.startsWith('store/')),
    without: false,
    given: true,
  },
  input_root: {
    value: 'FOLDER/2020',
    see: ({ rows }) => rows[0]?.file,
    without: '2020/08/07/a.png',
    given: '08/07/a.png',
  },
  image_column: {
    value: 'photo',
    miniBatch: table('photo'),
    see: ({ error, rows }) => error.includes('--image_column') || rows[0]?.status,
    without: true,
    given: 'succeeded',
  },
  allow_private_urls: {
    value: 'true',
    miniBatch: (_, port) => [{ url: `http://127.0.0.1:${port}/picture.png` }],
    see: ({ gateway }) => gateway.requests.some(({ url }) => url === '/picture.png'),
    without: false,
    given: true,
  },
  row_format: {
    value: 'csv',
    see: ({ texts }) => texts[0]?.startsWith('{'),
    without: true,
    given: false,
  },
  csv_formulas: {
    value: 'keep',
    beside: { row_format: 'csv', input_root: 'FOLDER' },
    miniBatch: (folder) => [join(folder, '=1.png')],
    see: ({ texts }) => texts[0]?.split(',')[0],
    without: "'=1.png",
    given: '=1.png',
  },
  row_detail: { value: 'text', see: ({ rows }) => rows[0]?.lines?.length, without: 1, given: undefined },
  plate_formats: { value: 'GB', see: ({ rows }) => rows[0]?.plates?.[0]?.format, without: null, given: 'GB' },
  failed_items: {
    value: 'omit',
    miniBatch: (folder) => [join(folder, 'broken.png')],
    see: ({ rows }) => rows.length,
    without: 1,
    given: 0,
  },
  metadata: {
    value: 'FOLDER/cameras.csv',
    see: ({ rows }) => rows[0]?.metadata?.['camera'],
    without: undefined,
    given: 'north',
  },
  metadata_key: {
    value: 'second',
    beside: { metadata: 'FOLDER/cameras.csv' },
    see: ({ rows }) => rows[0]?.metadata?.['camera'],
    without: 'north',
    given: 'south',
  },
  logging_level: { value: 'DEBUG', see: ({ log }) => log.includes('DEBUG'), without: false, given: true },
};
