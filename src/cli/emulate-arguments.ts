import type { Argv, InferredOptionTypes, Options } from 'yargs';
import { ConfigurationError } from '../contract/errors.ts';
import { ERROR_SHAPES } from '../emulator/error-answers.ts';
import { DEFAULT_KEY } from '../emulator/keys.ts';
import { TIERS } from '../emulator/rates.ts';

const EMULATE_OPTIONS = {
  port: { type: 'number', default: 5005, describe: '0 takes any free port' },
  host: { type: 'string', default: '127.0.0.1', describe: 'The address to listen on' },
  allow_remote: {
    type: 'boolean',
    default: false,
    describe: 'Listen where other machines can reach it; its keys protect nothing',
  },
  tls: { type: 'boolean', default: false, describe: 'https, with a certificate made at start' },
  write_ca: { type: 'string', describe: 'Write the certificate to trust to FILE, for NODE_EXTRA_CA_CERTS' },
  key: { type: 'string', default: DEFAULT_KEY, describe: 'The key that every service takes' },
  auth: {
    choices: ['key', 'none'] as const,
    default: 'key',
    describe: 'none asks for no key, like a container',
  },
  token: { type: 'string', describe: 'The only bearer token to take; any is good without it' },
  tier: { choices: TIERS, default: 'S1', describe: 'Its size limits and rates' },
  rate: {
    type: 'string',
    array: true,
    default: [] as string[],
    describe: 'BUDGET=N a second, BUDGET=N/min, BUDGET=off, or off for all',
  },
  retry_after_header: { type: 'boolean', default: true, describe: 'Send Retry-After with a 429' },
  latency: {
    type: 'string',
    default: 'fixed:0',
    describe: 'Of each reading in ms: fixed:200, uniform:100-500 or lognormal:MEDIAN,SIGMA',
  },
  seed: { type: 'number', default: 1, describe: 'Of the latencies' },
  operation_lifetime: {
    type: 'number',
    describe: 'Seconds until an operation is forgotten [48 h for Read, 24 h for Document Intelligence]',
  },
  error_shape: { choices: ERROR_SHAPES, default: 'wrapped', describe: "Of Read's errors" },
  custom_vision: { type: 'string', describe: 'The one published iteration, PROJECT_ID/PUBLISHED_NAME' },
  faults: { type: 'string', describe: 'What goes wrong: a JSON file, or the JSON itself' },
  images: { type: 'string', describe: 'Folder of the images, so that faults can name them' },
  secret: {
    type: 'string',
    array: true,
    default: [] as string[],
    describe: 'A Key Vault secret, NAME=VALUE; {url} and {key} are filled in, NAME alone is both as JSON',
  },
  reading: {
    choices: ['offline', 'synthetic'] as const,
    default: 'offline',
    describe: 'Where the texts come from; synthetic ones cost nothing',
  },
  reading_cache: { type: 'string', describe: 'Folder that keeps readings by SHA-256 for the next run' },
  language: { type: 'string', default: 'en', describe: 'Of the offline reading' },
} as const satisfies Record<string, Options>;

export type EmulateArguments = InferredOptionTypes<typeof EMULATE_OPTIONS>;

export function declareArguments(yargs: Argv): Argv<EmulateArguments> {
  return yargs
    .options(EMULATE_OPTIONS)
    .check((args) => {
      checkNumbers(args);
      return true;
    })
    .example('$0 emulate', 'Read, Custom Vision and the others on http://127.0.0.1:5005')
    .example('$0 emulate --tls --write_ca ca.pem --secret readapisecret > emulator.env', 'With a key vault')
    .example('$0 emulate --reading synthetic --latency lognormal:800,0.5 --rate off', 'For a load test')
    .example(
      `$0 emulate --faults '[{"on":"read.submit","nth":2,"fault":"throttle"}]'`,
      'The second submit fails',
    )
    .example('curl http://127.0.0.1:5005/_emulator/stats', 'What was called and billed');
}

function checkNumbers({ port, seed, operation_lifetime: lifetime }: EmulateArguments): void {
  const problems = [
    ...(port >= 0 && port <= 65_535 && Number.isInteger(port)
      ? []
      : [`--port is not a number from 0 to 65535`]),
    ...(Number.isSafeInteger(seed) ? [] : ['--seed is not a whole number']),
    ...(lifetime === undefined || lifetime > 0
      ? []
      : ['--operation_lifetime is not a number of seconds above 0']),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
}
