/**
 * The stable version of the service's REST API that all requests use.
 *
 * https://learn.microsoft.com/rest/api/azureml
 */
const API_VERSION = '2024-10-01';

/**
 * The address of a request to Azure Resource Manager.
 *
 * @param armEndpoint without a trailing slash
 * @param id begins with `/subscriptions/`
 */
export function armUrl(
  armEndpoint: string,
  id: string,
  query: Readonly<Record<string, string>> = {},
): string {
  return `${armEndpoint}${id}?${new URLSearchParams({ ...query, 'api-version': API_VERSION }).toString()}`;
}
