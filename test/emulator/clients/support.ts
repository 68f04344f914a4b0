import https from 'node:https';
import type { EmulatorOptions } from '../../../src/emulator/emulator-options.ts';
import type { Emulator } from '../../../src/emulator/server/start-emulator.ts';
import { emulated } from '../emulated.ts';

export interface TlsEmulator extends Emulator {
  readonly ca: string;
  /** Without the port's host being an address: some clients check names only. */
  readonly endpoint: string;
}

export async function emulatedOverTls(options: Partial<EmulatorOptions> = {}): Promise<TlsEmulator> {
  const emulator = await emulated({ ...options, tls: true });
  if (emulator.ca === null) throw new Error('The emulator has no certificate.');
  return { ...emulator, ca: emulator.ca, endpoint: emulator.url.replace('127.0.0.1', 'localhost') };
}

export const trusting = (ca: string): https.Agent => new https.Agent({ ca, keepAlive: true });
