import { anyText, fraction, matching, oneOf, type Option } from './option.ts';
import { READING_ORDERS, SECRET_ORIGINS, SERVICE_AUTHS, TIERS } from './worker-options.ts';

// https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#objects-identifiers-and-versioning
const secretName = matching(
  /^[0-9A-Za-z-]{1,127}$/,
  'a Key Vault secret name: 1 to 127 letters, digits and dashes',
);

/** The arguments about Azure's services and the keys to them. */
export const SERVICE_OPTIONS = {
  kv_readapi: {
    value: 'NAME',
    description: 'Secret of the reading service: a bare key, or JSON with `endpoint` and `key`.',
    check: secretName,
  },
  kv_customimage: {
    value: 'NAME',
    description:
      'Secret of the Custom Vision plate detector, which then runs first: a bare key, or JSON with `endpoint`, `key`, `project_id`, `published_name` and `minimum_probability`.',
    check: secretName,
  },
  key_vault: {
    value: 'NAME|URL',
    description: 'The vault that holds the secrets.',
    default: "the workspace's own",
    check: anyText,
  },
  secrets: {
    value: SECRET_ORIGINS.join('|'),
    description:
      '`env` takes the secrets from environment variables instead: `readapisecret` from `PARALLEL_RUN_OCR_SECRET_READAPISECRET`.',
    default: 'vault',
    check: oneOf(SECRET_ORIGINS),
  },
  service_auth: {
    value: SERVICE_AUTHS.join('|'),
    description:
      "`entra` sends a token of the compute's identity instead of a key; give `--read_endpoint` with it.",
    default: 'key',
    check: oneOf(SERVICE_AUTHS),
  },
  read_endpoint: {
    value: 'URL',
    description: 'The reading service, where the secret is a bare key or there is none.',
    check: anyText,
  },
  custom_vision_endpoint: {
    value: 'URL',
    description: "The detector's resource, where its secret is a bare key.",
    check: anyText,
  },
  custom_vision_project: {
    value: 'GUID',
    description: 'Its project id.',
    check: anyText,
  },
  custom_vision_published_name: {
    value: 'NAME',
    description: 'The name its iteration was published under.',
    check: anyText,
  },
  custom_vision_minimum_probability: {
    value: '0..1',
    description: 'Regions below it are not looked at.',
    default: '0.5',
    check: fraction,
  },
  tier: {
    value: TIERS.join('|'),
    description: 'The pricing tier of the reading service; `free` has lower limits.',
    default: 'paid',
    check: oneOf(TIERS),
  },
  pages: {
    value: 'LIST',
    description: 'Pages of a PDF or TIFF to read, for example `1-3,7`.',
    default: 'all',
    // https://learn.microsoft.com/azure/ai-services/computer-vision/how-to/call-read-api#select-pages-or-page-ranges-for-text-extraction
    check: matching(/^(?:\d+-?\d*|-\d+)(?:,(?:\d+-?\d*|-\d+))*$/, 'page numbers and ranges such as 1-3,7'),
  },
  reading_order: {
    value: READING_ORDERS.join('|'),
    description: 'Order of the lines, where the service knows two.',
    default: 'basic',
    check: oneOf(READING_ORDERS),
  },
  model_version: {
    value: 'VERSION',
    description: 'Model of the reading service, for example `2022-04-30`.',
    default: 'latest',
    check: matching(/^(?:latest|\d{4}-\d{2}-\d{2})(?:-preview)?$/, 'latest, or a date such as 2022-04-30'),
  },
} satisfies Record<string, Option>;
