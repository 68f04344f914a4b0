/**
 * The paths of the services' own APIs. People paste the address of a call from a sample, the portal or an
 * older program; what stands before the API's path is a gateway's prefix.
 *
 * Read and Image Analysis: https://learn.microsoft.com/rest/api/computervision,
 * https://learn.microsoft.com/azure/ai-services/computer-vision/how-to/call-analyze-image-40
 * Document Intelligence: https://learn.microsoft.com/rest/api/aiservices/document-models/analyze-document
 * Custom Vision: https://learn.microsoft.com/azure/ai-services/custom-vision-service/use-prediction-api
 * Tokens: https://learn.microsoft.com/azure/ai-services/authentication
 */
const CALLS = [
  /^(.*)\/vision\/v\d\.\d[\w.-]*(?:\/.*)?$/i,
  /^(.*)\/computervision\/(?:imageanalysis|retrieval|models|datasets)\b.*$/i,
  /^(.*)\/(?:formrecognizer|documentintelligence)\/(?:documentmodels|info|v\d\.\d)\b.*$/i,
  /^(.*)\/customvision\/v\d\.\d[\w.-]*(?:\/.*)?$/i,
  /^(.*)\/sts\/v1\.0(?:\/.*)?$/i,
];

/** Without a version or an operation, one of these may as well be the name that a gateway gave to the service. */
const ROOTS = /^(.*)\/(?:vision|computervision|formrecognizer|documentintelligence|customvision)$/i;

/**
 * The path without the API's own part and without slashes at its end; empty when nothing remains.
 *
 * @param isAzures whether the host is Azure's, where no path but the API's exists
 */
export function withoutApiPath(pathname: string, isAzures: boolean): string {
  const path = trimSlashes(pathname);
  const prefixes = [...CALLS, ...(isAzures ? [ROOTS] : [])].flatMap(
    (pattern) => pattern.exec(path)?.[1] ?? [],
  );
  const shortest = prefixes.reduce((best, prefix) => (prefix.length < best.length ? prefix : best), path);
  return trimSlashes(shortest);
}

/** Parameters of the calls that say nothing about the endpoint and are not options of ours. */
const PARAMETERS: ReadonlySet<string> = new Set([
  'api-version',
  'application',
  'features',
  'overload',
  '_overload',
  'stringindextype',
  'visualfeatures',
]);

/** The names of the query's parameters that are not part of every call. */
export function foreignParameters(query: URLSearchParams): readonly string[] {
  return [...query.keys()].filter((name) => !PARAMETERS.has(name.toLowerCase()));
}

function trimSlashes(path: string): string {
  return path.replace(/\/+$/, '');
}
