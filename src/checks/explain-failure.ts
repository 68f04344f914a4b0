import { AzureError } from '../azure/azure-error.ts';
import { WorkerError } from '../contract/errors.ts';

/** What has to be fixed. */
export type Fix =
  'arguments' | 'identity' | 'role' | 'name' | 'secret' | 'key' | 'network' | 'quota' | 'compute' | 'service';

interface Advice {
  readonly fix: Fix;
  /** The next step to take, where the error itself does not name one. */
  readonly next?: string;
}

const UNREACHABLE: Advice = {
  fix: 'network',
  next: 'Check the host and port of the endpoint, and that this network lets requests through to it.',
};
const UNKNOWN_HOST: Advice = {
  fix: 'network',
  next: "The name does not resolve in DNS: check the endpoint's spelling; with a private endpoint, link its private DNS zone to the compute's network.",
};
const DETECTOR_PROJECT =
  'Check the project id in the secret or --custom_vision_project, and that the key is of the same prediction resource.';
const DETECTOR_ITERATION =
  'Check the published name in the secret or --custom_vision_published_name; an iteration is published on the Performance page of the Custom Vision portal.';

const ADVICE: Readonly<Record<string, Advice>> = {
  invalid_arguments: { fix: 'arguments' },
  secret_identity: { fix: 'identity' },
  no_identity: { fix: 'identity' },
  token_rejected: { fix: 'identity' },
  identity_unavailable: {
    fix: 'identity',
    next: 'Check that MSI_ENDPOINT responds; where an emulator serves it over TLS, that NODE_EXTRA_CA_CERTS names its certificate.',
  },
  token_unavailable: { fix: 'identity' },
  secret_role: { fix: 'role' },
  access_denied: { fix: 'role' },
  role_missing: { fix: 'role' },
  secret_name: { fix: 'name' },
  secret_missing: { fix: 'name' },
  vault_address: { fix: 'name' },
  not_found: { fix: 'name' },
  NotFoundProject: { fix: 'name', next: DETECTOR_PROJECT },
  NotFoundIteration: { fix: 'name', next: DETECTOR_ITERATION },
  not_a_detector: { fix: 'name' },
  BadRequestInvalidProjectType: { fix: 'name' },
  BadRequestIterationNotPublished: { fix: 'name', next: DETECTOR_ITERATION },
  secret_value: { fix: 'secret' },
  secret_disabled: { fix: 'secret' },
  secret_expired: { fix: 'secret' },
  key_rejected: { fix: 'key' },
  secret_network: { fix: 'network' },
  vault_unavailable: { fix: 'network' },
  azure_silent: { fix: 'network' },
  azure_unavailable: { fix: 'service' },
  network: { fix: 'network' },
  unknown_response: { fix: 'network' },
  untrusted_certificate: { fix: 'network' },
  proxy_authentication: { fix: 'network' },
  proxy_rejected: { fix: 'network' },
  proxy_certificate: { fix: 'network' },
  proxy_unknown: { fix: 'network' },
  proxy_unavailable: { fix: 'network' },
  request_timeout: UNREACHABLE,
  ECONNREFUSED: UNREACHABLE,
  ECONNRESET: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  UND_ERR_CONNECT_TIMEOUT: UNREACHABLE,
  UND_ERR_SOCKET: UNREACHABLE,
  ENOTFOUND: UNKNOWN_HOST,
  EAI_AGAIN: UNKNOWN_HOST,
  compute_unusable: { fix: 'compute' },
  storage_rejected: { fix: 'name' },
  request_rejected: { fix: 'arguments' },
  vault_busy: { fix: 'quota' },
  azure_busy: { fix: 'quota' },
  quota_exhausted: { fix: 'quota' },
  '429': {
    fix: 'quota',
    next: 'The rate or the quota of the pricing tier is used up: wait, stop other clients of the resource, or move to a higher tier.',
  },
};

const CHECK_ARGUMENTS: Advice = {
  fix: 'arguments',
  next: 'Check --language, --model_version, --pages and --reading_order.',
};
const TRY_LATER: Advice = { fix: 'service', next: 'Try again later.' };
const EVERY_IMAGE: Advice = {
  fix: 'service',
  next: 'Every image may fail like this: check the endpoint, its region and the arguments for the service.',
};

/**
 * Explains a failure, and what has to be fixed.
 *
 * @throws the error itself when it is not a WorkerError: that is a defect, not a finding
 */
export function explainFailure(error: unknown): { detail: string; code: string; fix: Fix } {
  if (!(error instanceof WorkerError)) throw error;
  const { fix, next } = adviceFor(error);
  return { detail: next === undefined ? error.message : `${error.message} ${next}`, code: error.code, fix };
}

function adviceFor(error: WorkerError): Advice {
  const { code, fault } = error;
  if (Object.hasOwn(ADVICE, code)) return ADVICE[code] ?? TRY_LATER;
  if (error instanceof AzureError) return { fix: 'service' };
  switch (fault) {
    case 'configuration':
      return CHECK_ARGUMENTS;
    case 'item':
      return EVERY_IMAGE;
    case 'transient':
      return TRY_LATER;
  }
}
