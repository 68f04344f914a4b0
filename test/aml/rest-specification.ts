import { Ajv, type ValidateFunction } from 'ajv';
import { assetShapes } from './specification/asset-shapes.ts';
import { endpointShapes } from './specification/endpoint-shapes.ts';
import { jobShapes } from './specification/job-shapes.ts';

/**
 * Which bodies the REST API takes. The shapes restate, as far as they are used here, the definitions that Microsoft
 * publishes (mfe.json and machineLearningServices.json, version 2024-10-01:
 * https://github.com/Azure/azure-rest-api-specs/tree/main/specification/machinelearningservices).
 */
const ajv = new Ajv({ allErrors: true, discriminator: true });

const WORKSPACE = String.raw`/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\.MachineLearningServices/workspaces/[^/]+`;

const BODIES: readonly (readonly [RegExp, ValidateFunction])[] = [
  ...jobShapes,
  ...assetShapes,
  ...endpointShapes,
].map(([method, path, schema]) => [
  new RegExp(`^${method} ${path.replace('WORKSPACE', WORKSPACE)}$`),
  ajv.compile(schema),
]);

/** What is wrong with the body of a request; null when it is as specified. */
export function checkBody(route: string, body: unknown): string | null {
  const found = BODIES.find(([pattern]) => pattern.test(route));
  if (found === undefined) return `no shape is known for ${route}`;
  const [, validate] = found;
  return validate(body) ? null : ajv.errorsText(validate.errors);
}
