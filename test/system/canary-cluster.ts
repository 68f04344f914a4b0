import type { Emulator } from '../../src/emulator/server/start-emulator.ts';
import { emulated } from '../emulator/emulated.ts';
import { KEY, NOTE } from './canary-run.ts';

const PROJECT = '3b1e0e6a-5a5b-4a51-9d3e-0c1f2a3b4c5d';
const DETECTOR = `"project_id":"${PROJECT}","published_name":"plates"`;
export const SECRETS = {
  'ocr-read': `{"endpoint":"{url}","key":"{key}","note":"${NOTE}"}`,
  plates: `{"endpoint":"{url}","key":"{key}",${DETECTOR}}`,
};
export const ENTRY = ['--kv_readapi', 'ocr-read', '--kv_customimage', 'plates', '--key_vault', 'emulator'];

export const replayOf = (
  entry: readonly string[],
  { processes = 1, options = [] as readonly string[] } = {},
): string[] => [
  'replay',
  'in',
  '--output=out',
  '--logging_level=DEBUG',
  `--process_count_per_node=${processes}`,
  ...options,
  '--',
  ...entry,
];
export const vaultOf = (overrides: Parameters<typeof emulated>[0] = {}): Promise<Emulator> =>
  emulated({ tls: true, key: KEY, secrets: SECRETS, ...overrides });
