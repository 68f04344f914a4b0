import { anyText, decimal, fraction, matching, oneOf, type Option } from './option.ts';
import { grouped } from './parse-options.ts';
import { READING_ORDERS, SECRET_ORIGINS, SERVICE_AUTHS, TIERS } from './worker-options.ts';

export const ENGINE_GROUP = 'Entry script: engine';

// https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#objects-identifiers-and-versioning
const secretName = matching(
  /^[0-9A-Za-z-]{1,127}$/,
  'a Key Vault secret name: 1 to 127 letters, digits and dashes',
);

// https://learn.microsoft.com/azure/ai-services/computer-vision/how-to/call-read-api#select-pages-or-page-ranges-for-text-extraction
const pages = matching(/^(?:\d+-?\d*|-\d+)(?:,(?:\d+-?\d*|-\d+))*$/, 'page numbers and ranges such as 1-3,7');

const keys = grouped('Entry script: keys and endpoint', {
  kv_readapi: {
    value: 'NAME',
    description: 'Secret of the reading service: a bare key, or JSON with `endpoint` and `key`.',
    type: secretName,
  },
  kv_customimage: {
    value: 'NAME',
    description:
      'Secret of the Custom Vision plate detector; giving it turns plate detection on: a bare key, or JSON with `endpoint`, `key`, `project_id`, `published_name` and `minimum_probability`.',
    type: secretName,
  },
  key_vault: {
    value: 'NAME|URL',
    description: 'The vault that holds the secrets.',
    defaultDescription: "the workspace's own",
    type: anyText,
  },
  secrets: {
    value: SECRET_ORIGINS.join('|'),
    description:
      '`env` reads the secrets from environment variables, for example `readapisecret` from `PARALLEL_RUN_OCR_SECRET_READAPISECRET`.',
    default: 'vault',
    type: oneOf(SECRET_ORIGINS),
  },
  service_auth: {
    value: SERVICE_AUTHS.join('|'),
    description:
      "`entra` sends a token of the compute's identity instead of a key; it needs `--read_endpoint`.",
    default: 'key',
    type: oneOf(SERVICE_AUTHS),
  },
  read_endpoint: {
    value: 'URL',
    description:
      'Endpoint of the reading service, needed when the secret is a bare key or there is no secret.',
    type: anyText,
  },
});

const detector = grouped('Entry script: plate detection', {
  custom_vision_endpoint: {
    value: 'URL',
    description: "Endpoint of the detector's resource, needed when its secret is a bare key.",
    type: anyText,
  },
  custom_vision_project: {
    value: 'GUID',
    description: "The detector's project id.",
    type: anyText,
  },
  custom_vision_published_name: {
    value: 'NAME',
    description: "The name that the detector's iteration was published under.",
    type: anyText,
  },
  custom_vision_minimum_probability: {
    value: '0..1',
    description: 'Regions with a lower probability are ignored.',
    defaultDescription: '0.5',
    type: fraction,
  },
});

const requestsPerSecond = decimal((given) =>
  /^(?:\d{1,5}(?:\.\d{1,3})?|\.\d{1,3})$/.test(given) && Number(given) > 0
    ? null
    : 'requests per second: a number above 0 and below 100000, for example 30 or 0.5',
);

const reading = grouped(ENGINE_GROUP, {
  tier: {
    value: TIERS.join('|'),
    description: 'The pricing tier of the reading service; `free` has lower limits.',
    default: 'paid',
    type: oneOf(TIERS),
  },
  service_tps: {
    value: 'N',
    description:
      'Requests per second that the resource of the reading service may take from all processes together; each takes its share. For Document Intelligence, the submits.',
    defaultDescription: 'learnt, from the published rate of the tier on',
    type: requestsPerSecond,
  },
  pages: {
    value: 'LIST',
    description: 'Pages of a PDF or TIFF to read, for example `1-3,7`.',
    defaultDescription: 'all',
    type: { ...pages, parse: (list: string): readonly string[] => list.split(',') },
  },
  reading_order: {
    value: READING_ORDERS.join('|'),
    description: 'Order of the lines, for services that offer both.',
    defaultDescription: 'basic',
    type: oneOf(READING_ORDERS),
  },
  model_version: {
    value: 'VERSION',
    description: 'Model of the reading service, for example `2022-04-30`.',
    defaultDescription: 'latest',
    type: matching(/^(?:latest|\d{4}-\d{2}-\d{2})(?:-preview)?$/, 'latest, or a date such as 2022-04-30'),
  },
});

/** The arguments that configure Azure's services and their keys. */
export const SERVICE_OPTIONS = { ...keys, ...detector, ...reading } satisfies Record<string, Option>;
