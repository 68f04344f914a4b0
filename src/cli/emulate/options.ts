import { anyText, matching, oneOf, type Option, wholeNumber } from '../../config/option.ts';
import { ERROR_SHAPES } from '../../emulator/error-answers.ts';
import { DEFAULT_KEY } from '../../emulator/server/keys.ts';
import { TIERS } from '../../emulator/server/rates.ts';

const READINGS = ['offline', 'synthetic'] as const;
export const AUTHS = ['key', 'none'] as const;

/** The options of `emulate` that take a value. */
export const EMULATE_OPTIONS = {
  port: { value: 'N', description: '0 takes any free port', default: '5005', check: wholeNumber(0, 65_535) },
  host: { value: 'HOST', description: 'The address to listen on', default: '127.0.0.1', check: anyText },
  write_ca: {
    value: 'FILE',
    description: 'https, and the certificate to trust written to FILE, for NODE_EXTRA_CA_CERTS',
    check: anyText,
  },
  key: {
    value: 'KEY',
    description: 'The key that every service takes',
    default: DEFAULT_KEY,
    check: anyText,
  },
  auth: {
    value: 'AUTH',
    description: 'key, or none to ask for nothing, like a container',
    default: 'key',
    check: oneOf(AUTHS),
  },
  token: {
    value: 'TOKEN',
    description: 'The only bearer token to take; without it any is good',
    check: anyText,
  },
  tier: { value: 'TIER', description: 'F0 or S1: size limits and rates', default: 'S1', check: oneOf(TIERS) },
  latency: {
    value: 'MS',
    description: 'Of each reading: fixed:200, uniform:100-500 or lognormal:MEDIAN,SIGMA',
    default: 'fixed:0',
    check: anyText,
  },
  seed: { value: 'N', description: 'Of the latencies', default: '1', check: wholeNumber(0, 999_999_999) },
  operation_lifetime: {
    value: 'SECONDS',
    description: 'Until an operation is forgotten',
    default: '48 h for Read, 24 h for Document Intelligence',
    check: matching(/^(?=.*[1-9])\d{1,9}(\.\d+)?$/, 'a number of seconds above 0'),
  },
  error_shape: {
    value: 'SHAPE',
    description: "wrapped or flat: of Read's errors",
    default: 'wrapped',
    check: oneOf(ERROR_SHAPES),
  },
  custom_vision: {
    value: 'PROJECT_ID/PUBLISHED_NAME',
    description: 'The only iteration there is; without it every project and name is good',
    check: anyText,
  },
  faults: { value: 'FILE', description: 'What goes wrong: a JSON file, or the JSON itself', check: anyText },
  images: {
    value: 'DIR',
    description: 'The images that will be sent, so that faults can name them',
    check: anyText,
  },
  reading: {
    value: 'SOURCE',
    description: 'offline, or synthetic texts that cost nothing',
    default: 'offline',
    check: oneOf(READINGS),
  },
  reading_cache: { value: 'DIR', description: 'Keeps readings by SHA-256 for the next run', check: anyText },
  language: { value: 'LANGUAGE', description: 'Of the offline reading', default: 'en', check: anyText },
} as const satisfies Record<string, Option>;

/** Those that may be given several times. */
export const EMULATE_LISTS = {
  rate: {
    value: 'BUDGET=N',
    description:
      'Calls a second; BUDGET=N/min, BUDGET=off, or off for all. Unknown budgets are answered with a list',
    check: anyText,
  },
  secret: {
    value: 'NAME=VALUE',
    description:
      "A Key Vault secret; {url} and {key} in it become this server's. NAME alone is both as JSON, as the Read API needs them",
    check: anyText,
  },
} as const satisfies Record<string, Option>;

export const EMULATE_FLAGS = {
  tls: 'https, with a certificate made at start',
  allow_remote: 'Listen where other machines can reach it; its keys protect nothing',
  no_retry_after_header: 'Leave Retry-After out of 429 answers; the wait stays in the message',
  help: 'Show this help',
} as const;
