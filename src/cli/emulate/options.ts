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
    allow_remote: flag('Allow a --host that other machines can reach; the keys give no protection'),
    path_prefix: {
      value: 'PATH',
      description:
        'Serve the reading services and the detector below PATH, for example /gw/ocr, as a gateway does',
      type: anyText,
    },
    tls: flag('Serve HTTPS, with a certificate generated at start'),
    write_ca: {
      value: 'FILE',
      description: 'Serve HTTPS, and write the CA certificate to FILE, for NODE_EXTRA_CA_CERTS',
      type: anyText,
    },
  }),
  ...grouped('Proxy', {
    name: {
      value: 'NAME',
      description:
        'A further host name of the generated certificate, such as *.vault.azure.net, for requests through a proxy',
      type: anyText,
      repeatable: true,
    },
    proxy_port: {
      value: 'N',
      description: 'Also serve a forward proxy that leads every host to this server; 0 takes any free port',
      type: wholeNumber(0, 65_535),
    },
    proxy_auth: {
      value: 'USER:PASSWORD',
      description: 'The user name and password that the proxy asks for',
      type: anyText,
    },
    proxy_status: {
      value: 'STATUS',
      description: 'The status with which the proxy rejects every request, for example 403 or 502',
      type: wholeNumber(300, 599),
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
        "A Key Vault secret; {url} and {key} in VALUE are replaced by this server's. Without =VALUE, the secret is JSON with both, as for the Read API",
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
      description: 'Calls per second; BUDGET=N/min, BUDGET=off, or off for all',
      type: anyText,
      repeatable: true,
    },
    no_retry_after_header: flag(
      'Omit the Retry-After header from 429 responses; the message still contains the wait',
    ),
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
      description: 'Seconds until an operation expires',
      defaultDescription: '48 h for Read, 24 h for Document Intelligence',
      type: seconds,
    },
  }),
  ...grouped('Faults', {
    faults: {
      value: 'FILE',
      description: 'Faults to inject: a JSON file, or the JSON itself',
      type: anyText,
    },
    images: {
      value: 'DIR',
      description: 'The images that will be sent, so that faults can select them by name',
      type: anyText,
    },
    error_shape: {
      value: 'SHAPE',
      description: 'Shape of error responses of the Read API',
      default: 'wrapped',
      type: oneOf(ERROR_SHAPES),
    },
  }),
  ...grouped('Reading', {
    reading: {
      value: 'SOURCE',
      description: 'The offline engine, or synthetic texts, which take no computing time',
      default: 'offline',
      type: oneOf(['offline', 'synthetic']),
    },
    reading_cache: {
      value: 'DIR',
      description: 'Store readings by SHA-256 for later runs',
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
