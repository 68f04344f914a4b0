import { AzureError } from '../azure-error.ts';

/**
 * A name as one segment of a URL's path, percent-encoded. `.` and `..` would lead to another resource, for no encoding keeps
 * them: https://url.spec.whatwg.org/#double-dot-path-segment
 *
 * @throws AzureError `foreign_name` for a name that is no segment
 */
export function pathSegment(name: string): string {
  if (/^(?:\.|%2e){0,2}$/i.test(name)) {
    throw new AzureError(
      'foreign_name',
      `${JSON.stringify(name)} is not a name of Azure, because it would lead to another resource: give the name of the resource.`,
    );
  }
  return encodeURIComponent(name.toWellFormed());
}
