import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Script } from './azure-server.ts';
import { WORKSPACE_FLAGS, WS } from './run-aml.ts';

export const ENTRY_SCRIPT = await readFile(join(import.meta.dirname, '../../entry/parallel_run_entry.py'));
export const CODE = createHash('sha256')
  .update(`entry/parallel_run_entry.py\n${ENTRY_SCRIPT.byteLength}\n`)
  .update(ENTRY_SCRIPT)
  .digest('hex');
export const CODE_ID = `${WS}/codes/parallel-run-ocr-${CODE.slice(0, 16)}/versions/1`;
export const LONG =
  'azureml://subscriptions/00000000-1111-2222-3333-444444444444/resourcegroups/rg/workspaces/ws/datastores';
export const SENT = { accept: 'application/json', 'content-type': 'application/json' };
export const EVERYTHING = [
  'provision',
  ...WORKSPACE_FLAGS,
  '--storage_account=ocrimages',
  '--container=images',
  '--data=ocr-images:2020-08-07',
  '--data_path=2020/08/07/',
  '--image=registry.azurecr.io/parallel-run-ocr:1',
];

/** Whatever else is asked for is not there. */
export const workspace: Script = { [`GET ${WS}`]: { body: { location: 'westeurope', properties: {} } } };

/** A workspace that has nothing yet, and takes everything. */
export const empty = (url: string): Script => ({
  ...workspace,
  [`PUT ${WS}/datastores/ocr_images`]: { status: 201, body: {} },
  [`PUT ${WS}/data/ocr-images/versions/2020-08-07`]: { status: 201, body: {} },
  [`PUT ${WS}/computes/ocr-cluster`]: {
    status: 201,
    headers: { 'azure-asyncoperation': `${url}/operations/1`, 'retry-after': '3' },
    body: {},
  },
  'GET /operations/1': [{ body: { status: 'Creating' } }, { body: { status: 'Succeeded' } }],
  [`PUT ${WS}/environments/parallel-run-ocr/versions/1`]: { status: 201, body: {} },
  [`POST ${CODE_ID}/startPendingUpload`]: {
    body: {
      blobReferenceForConsumption: {
        blobUri: `${url}/account/container`,
        storageAccountArmId: '/subscriptions/…',
        credential: { credentialType: 'SAS', sasUri: `${url}/account/container?sig=signature` },
      },
      pendingUploadId: 'upload',
      pendingUploadType: 'TemporaryBlobReference',
    },
  },
  'PUT /account/container/snapshot/entry/parallel_run_entry.py': { status: 201 },
  [`PUT ${CODE_ID}`]: { status: 201, body: {} },
  [`PUT ${WS}/components/parallel_run_ocr/versions/1`]: { status: 201, body: {} },
});
