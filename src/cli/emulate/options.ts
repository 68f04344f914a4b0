import { anyText, decimal, flag, oneOf, wholeNumber } from '../../config/option.ts';
import { grouped } from '../../config/parse-options.ts';
import { ERROR_SHAPES } from '../../emulator/error-responses.ts';
import { DEFAULT_KEY } from '../../emulator/server/keys.ts';
import { SKUS } from '../../emulator/server/rates.ts';

const seconds = decimal((given) =>
  /^(?=.*[1-9])\d{1,9}(\.\d+)?$/.test(given) ? null : 'a number of seconds above 0',
);

export const EMULATE_OPTIONS = {
  ...grouped('Server', {
    port: {
      value: 'N',
      description: 'The port; 0 takes any free port',
      default: '5005',
      type: wholeNumber(0, 65_535),
    },
    host: { value: 'HOST', description: 'The address to listen on', default: '127.0.0.1', type: anyText },
    allow_remote: flag('Listen where other machines can reach it; its keys protect nothing'),
    tls: flag('Serve https, with a certificate made at start'),
    write_ca: {
      value: 'FILE',
      description: 'Serve https, and write the certificate to trust to FILE, for NODE_EXTRA_CA_CERTS',
      type: anyText,
    },
  }),
  ...grouped('Keys and secrets', {
    auth: {
      value: 'AUTH',
      description: 'key, or none to accept requests without one, like a container',
      default: 'key',
      type: oneOf(['key', 'none']),
    },
    key: { value: 'KEY', description: 'The key of every service', default: DEFAULT_KEY, type: anyText },
    token: {
      value: 'TOKEN',
      description: 'The only bearer token to accept',
      defaultDescription: 'any',
      type: anyText,
    },
    secret: {
      value: 'NAME=VALUE',
      description:
        "A Key Vault secret; {url} and {key} in it become this server's. NAME alone is both as JSON, as the Read API needs them",
      type: anyText,
      repeatable: true,
    },
    custom_vision: {
      value: 'PROJECT_ID/PUBLISHED_NAME',
      description: 'The only iteration that exists',
      defaultDescription: 'every project and name',
      type: anyText,
    },
  }),
  ...grouped('Limits and time', {
    tier: {
      value: 'TIER',
      description: 'Pricing tier, which sets size limits and rates',
      default: 'S1',
      type: oneOf(SKUS),
    },
    rate: {
      value: 'BUDGET=N',
      description: 'Calls a second; BUDGET=N/min, BUDGET=off, or off for all',
      type: anyText,
      repeatable: true,
    },
    no_retry_after_header: flag('Leave Retry-After out of 429 responses; the wait stays in the message'),
    latency: {
      value: 'MS',
      description: 'Time that each reading takes: fixed:200, uniform:100-500 or lognormal:MEDIAN,SIGMA',
      default: 'fixed:0',
      type: anyText,
    },
    seed: {
      value: 'N',
      description: 'Seed for latency sampling',
      default: '1',
      type: wholeNumber(0, 999_999_999),
    },
    operation_lifetime: {
      value: 'SECONDS',
      description: 'Seconds until an operation is forgotten',
      defaultDescription: '48 h for Read, 24 h for Document Intelligence',
      type: seconds,
    },
  }),
  ...grouped('Faults', {
    faults: {
      value: 'FILE',
      description: 'What goes wrong: a JSON file, or the JSON itself',
      type: anyText,
    },
    images: {
      value: 'DIR',
      description: 'The images that will be sent, so that faults can name them',
      type: anyText,
    },
    error_shape: {
      value: 'SHAPE',
      description: "Shape of Read's errors",
      default: 'wrapped',
      type: oneOf(ERROR_SHAPES),
    },
  }),
  ...grouped('Reading', {
    reading: {
      value: 'SOURCE',
      description: 'The offline engine, or synthetic texts that cost nothing',
      default: 'offline',
      type: oneOf(['offline', 'synthetic']),
    },
    reading_cache: {
      value: 'DIR',
      description: 'Keep readings by SHA-256 for the next run',
      type: anyText,
    },
    language: {
      value: 'LANGUAGE',
      description: 'Language for the offline engine',
      default: 'en',
      type: anyText,
    },
  }),
};
