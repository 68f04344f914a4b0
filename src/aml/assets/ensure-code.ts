import { isLoopback } from '../../azure/endpoint.ts';
import { AzureError } from '../../azure/azure-error.ts';
import { jsonBody, textAt } from '../../azure/rest/json-body.ts';
import type { RestRequest } from '../../azure/rest/request.ts';
import { armRequest, type AmlSession, ROLES } from '../aml-session.ts';
import { STORAGE_VERSION } from '../storage/blob-container.ts';
import { assetId } from '../workspace-paths.ts';
import type { EnsureReport } from './ensure.ts';
import type { Snapshot } from './snapshot.ts';

const FOLDER = 'snapshot';

/**
 * Makes sure that the workspace has the snapshot: a code asset named by its content, uploaded to the location that
 * the service returns.
 *
 * https://learn.microsoft.com/rest/api/azureml/code-versions
 *
 * @returns its ARM id
 */
export async function ensureCode(
  session: AmlSession,
  snapshot: Snapshot,
  { onDone, dryRun }: EnsureReport,
  signal: AbortSignal,
): Promise<string> {
  const { client, workspace } = session;
  const name = `parallel-run-ocr-${snapshot.sha256.slice(0, 16)}`;
  const id = assetId(workspace, 'codes', { name, version: '1' });
  const options = { failing: `Code '${name}' cannot be written`, role: ROLES.scientist };
  const found = await client.send(armRequest(session, 'GET', id, { ...options, accept: [404] }), signal);
  if (found.status !== 404) {
    onDone(`Code '${name}' exists: left unchanged`);
    return id;
  }
  const start = armRequest(session, 'POST', `${id}/startPendingUpload`, {
    ...options,
    body: { pendingUploadType: 'TemporaryBlobReference' },
  });
  const register = (codeUri: string): RestRequest =>
    armRequest(session, 'PUT', id, {
      ...options,
      body: { properties: { codeUri, isAnonymous: false, properties: { hash_sha256: snapshot.sha256 } } },
    });
  if (dryRun !== null) {
    dryRun(start);
    for (const { path, content } of snapshot.files) dryRun(uploadOf(DRY_LOCATION, path, content));
    dryRun(register(`${DRY_LOCATION.blobs}/${FOLDER}`));
    onDone(`Code '${name}' would be created from ${describe(snapshot)}`);
    return id;
  }
  const location = locationOf(jsonBody(await client.send(start, signal), start));
  for (const { path, content } of snapshot.files)
    await client.send(uploadOf(location, path, content), signal);
  await client.send(register(`${location.blobs}/${FOLDER}`), signal);
  onDone(`Code '${name}' created from ${describe(snapshot)}`);
  return id;
}

interface UploadLocation {
  /** Without query and trailing slash. */
  readonly blobs: string;
  /** Grants access to the container, so it is a secret. */
  readonly signed: URL;
}

const DRY_LOCATION: UploadLocation = {
  blobs: 'https://ACCOUNT.blob.core.windows.net/CONTAINER',
  signed: new URL('https://ACCOUNT.blob.core.windows.net/CONTAINER?SIGNATURE'),
};

function locationOf(response: unknown): UploadLocation {
  const blobUri = textAt(response, 'blobReferenceForConsumption', 'blobUri');
  const sasUri = textAt(response, 'blobReferenceForConsumption', 'credential', 'sasUri');
  const signed = sasUri !== null && URL.canParse(sasUri) ? new URL(sasUri) : null;
  if (blobUri === null || !URL.canParse(blobUri) || signed === null || !isSafe(signed)) {
    throw new AzureError('unknown_response', 'The workspace returned no upload location for the snapshot.');
  }
  const { origin, pathname } = new URL(blobUri);
  return { blobs: `${origin}${pathname}`.replace(/\/+$/, ''), signed };
}

const isSafe = ({ protocol, hostname }: URL): boolean => protocol === 'https:' || isLoopback(hostname);

/** https://learn.microsoft.com/rest/api/storageservices/put-blob */
function uploadOf({ signed }: UploadLocation, path: string, content: Uint8Array): RestRequest {
  const blob = [FOLDER, ...path.split('/')].map(encodeURIComponent).join('/');
  return {
    method: 'PUT',
    url: `${signed.origin}${signed.pathname.replace(/\/+$/, '')}/${blob}${signed.search}`,
    audience: null,
    headers: {
      'content-type': 'application/octet-stream',
      'x-ms-blob-type': 'BlockBlob',
      'x-ms-version': STORAGE_VERSION,
    },
    body: content,
    failing: `${path} cannot be uploaded`,
    role: ROLES.scientist,
  };
}

function describe({ files }: Snapshot): string {
  return files.length === 1 ? (files[0]?.path ?? '') : `${files.length} files`;
}
