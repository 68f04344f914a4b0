import { isGuid } from '../contract/is-guid.ts';
import { endpointBase, readEndpoint } from '../azure/service-endpoint.ts';
import { FieldReader, type SecretField } from './field-reader.ts';
import { readContent } from './secret-content.ts';
import type { Secret } from './secret.ts';

/** The endpoint and the key for requests to a service. */
export interface ServiceAccess {
  /** Without a trailing slash. */
  readonly endpoint: string;
  readonly key: Secret;
}

export interface CustomVisionAccess extends ServiceAccess {
  readonly projectId: string;
  readonly publishedName: string;
  /** 0 to 1: regions below it are ignored. */
  readonly minimumProbability: number;
}

/** The arguments that complete a bare key; each overrides the same field of the secret. */
export interface ReadArguments {
  readonly endpoint: string | null;
}

export interface CustomVisionArguments {
  readonly endpoint: string | null;
  readonly project: string | null;
  readonly publishedName: string | null;
  readonly minimumProbability: number | null;
}

/** @throws SecretError naming the secret and each field that is wrong, never a value */
export function readAccess(name: string, secret: Secret, given: ReadArguments): ServiceAccess {
  const reader = new FieldReader(name, readContent(name, secret));
  return reader.finish<ServiceAccess>({
    endpoint: reader.read(endpointField('read_endpoint'), given.endpoint),
    key: reader.key(),
  });
}

/** @throws SecretError naming the secret and each field that is wrong, never a value */
export function customVisionAccess(
  name: string,
  secret: Secret,
  given: CustomVisionArguments,
): CustomVisionAccess {
  const reader = new FieldReader(name, readContent(name, secret));
  return reader.finish<CustomVisionAccess>({
    endpoint: reader.read(endpointField('custom_vision_endpoint'), given.endpoint),
    key: reader.key(),
    projectId: reader.read(PROJECT_ID, given.project),
    publishedName: reader.read(PUBLISHED_NAME, given.publishedName),
    minimumProbability: reader.read(MINIMUM_PROBABILITY, given.minimumProbability),
  });
}

function endpointField(option: string): SecretField<string> {
  return {
    name: 'endpoint',
    option,
    accepted: 'the address of the resource, for example https://NAME.cognitiveservices.azure.com',
    parse: (value) => (typeof value === 'string' ? endpointBase(value) : null),
    explain: (value) => {
      const result = typeof value === 'string' ? readEndpoint(value) : null;
      return result === null || result.ok ? null : result;
    },
  };
}

const PROJECT_ID: SecretField<string> = {
  name: 'project_id',
  option: 'custom_vision_project',
  accepted: "the project's id, a GUID",
  parse: (value) => (typeof value === 'string' && isGuid(value) ? value : null),
};

const PUBLISHED_NAME: SecretField<string> = {
  name: 'published_name',
  option: 'custom_vision_published_name',
  accepted: 'the name the iteration was published under, as text',
  parse: (value) => (typeof value === 'string' && value !== '' ? value : null),
};

/** The portal starts at 50 %: https://learn.microsoft.com/azure/ai-services/custom-vision-service/get-started-build-detector */
const MINIMUM_PROBABILITY: SecretField<number> = {
  name: 'minimum_probability',
  option: 'custom_vision_minimum_probability',
  accepted: 'a number from 0 to 1',
  parse: parseProbability,
  fallback: 0.5,
};

function parseProbability(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && number >= 0 && number <= 1 ? number : null;
}
