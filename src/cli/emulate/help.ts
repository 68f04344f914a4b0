import { BUDGETS, OPERATIONS } from '../../emulator/operations.ts';
import { EMULATE_TABLE } from './arguments.ts';
import { optionParser } from '../command/option-parser.ts';

export async function emulateHelp(columns: number): Promise<string> {
  const help = await optionParser(EMULATE_TABLE)
    .wrap(Math.min(columns, 110))
    .usage('parallel-run-ocr emulate [options]')
    .usage('')
    .usage(
      "Serves Azure's OCR services on this machine: Read v3.2 and its container, Custom Vision detection, Document Intelligence read, Image Analysis read, and a minimal key vault and managed identity beside them.",
    )
    .example('parallel-run-ocr emulate', 'every service on http://127.0.0.1:5005, read by the offline engine')
    .example(
      'parallel-run-ocr emulate --write_ca ca.pem --secret readapisecret > emulator.env',
      'over TLS, with a key vault; the lines to source go to emulator.env',
    )
    .example(
      'parallel-run-ocr emulate --reading synthetic --latency lognormal:800,0.5 --rate off',
      'for a load test',
    )
    .example(
      `parallel-run-ocr emulate --faults '[{"on":"read.submit","nth":2,"fault":"throttle"}]'`,
      'the second submit is answered with 429',
    )
    .example('curl http://127.0.0.1:5005/_emulator/stats', 'what was called, and what it would have cost')
    .epilogue(
      [
        'Options may be written with dashes (--write-ca); abbreviations are not accepted.',
        `Budgets of --rate: ${BUDGETS.join(', ')}.`,
        `Operations of --faults: ${Object.keys(OPERATIONS).join(', ')}.`,
        'Also: POST /_emulator/keys makes the next key, POST /_emulator/reset starts the counts again.',
        '',
        'Ctrl-C stops; answers under way have two seconds.',
        'Exit codes: 0 stopped, 2 wrong usage, 1 unexpected.',
      ].join('\n'),
    )
    .getHelp();
  return `${help}\n`;
}
