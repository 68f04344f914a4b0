import { BUDGETS, OPERATIONS } from '../../emulator/operations.ts';
import type { Command } from '../command/command.ts';
import { EXIT } from '../command/exit-codes.ts';
import { EMULATE_OPTIONS } from './options.ts';

/** `parallel-run-ocr emulate` */
export const emulateCommand: Command<typeof EMULATE_OPTIONS> = {
  about:
    "Serves Azure's OCR services on this machine: Read v3.2 and its container, Custom Vision detection, Document Intelligence read, Image Analysis read, and a minimal key vault and managed identity.",
  options: EMULATE_OPTIONS,
  examples: [
    ['', 'every service on http://127.0.0.1:5005; the offline engine reads the images'],
    [
      '--write_ca ca.pem --secret readapisecret > emulator.env',
      'over TLS, with a key vault; the lines to source go to emulator.env',
    ],
    ['--reading synthetic --latency lognormal:800,0.5 --rate off', 'for a load test'],
    [
      `--faults '[{"on":"read.submit","nth":2,"fault":"throttle"}]'`,
      'the second submit gets a response with status 429',
    ],
  ],
  notes: [
    `Budgets of --rate: ${BUDGETS.join(', ')}.`,
    `Operations of --faults: ${Object.keys(OPERATIONS).join(', ')}.`,
    'GET /_emulator/stats shows the calls and what they would cost, POST /_emulator/keys rotates the key, POST /_emulator/reset resets the counts.',
    'Ctrl-C stops the server; responses in progress have two seconds to finish.',
  ],
  exitCodes: [],
  async run({ values }, context) {
    const { serveEmulator } = await import('./serve-emulator.ts');
    await serveEmulator(values, context);
    return EXIT.ok;
  },
};
