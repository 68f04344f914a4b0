import { anyText, matching, text } from '../../config/option.ts';
import { isGuid } from '../../contract/is-guid.ts';
import { OPTIONS } from '../../config/options.ts';
import { grouped } from '../../config/parse-options.ts';
import { COMPUTE } from '../aml/options/asset-options.ts';
import { PROVISION_OPTIONS } from '../aml/options/provision-options.ts';
import { WORKSPACE_OPTIONS } from '../aml/options/workspace-options.ts';
import { JSON_OUTPUT } from '../command/json-output.ts';

const { datastore, storage_account, container, image } = PROVISION_OPTIONS;
const { subscription, resource_group, workspace } = WORKSPACE_OPTIONS;
const { engine, kv_readapi, kv_customimage, read_endpoint, input_partition } = OPTIONS;
const plain = { defaultDescription: 'left out' } as const;

export const INIT_OPTIONS = {
  ...JSON_OUTPUT,
  ...grouped('Azure workspace', {
    subscription: {
      ...subscription,
      ...plain,
      type: text((given) => (isGuid(given) ? null : 'its id, a GUID')),
    },
    resource_group: {
      ...resource_group,
      ...plain,
      type: matching(/^[\p{L}\p{N}_().-]{1,90}$/u, 'a name of up to 90 letters, digits and ( ) - _ .'),
    },
    workspace: {
      ...workspace,
      ...plain,
      type: matching(/^[A-Za-z0-9][\w-]{0,32}$/, 'a name of up to 33 letters, digits, - and _'),
    },
  }),
  ...grouped('Resources', {
    compute: COMPUTE,
    datastore,
    storage_account: { ...storage_account, description: "The datastore's storage account", ...plain },
    container: { ...container, ...plain },
    image: { ...image, description: 'The container image with the worker', ...plain },
  }),
  ...grouped('Entry script', {
    engine: { ...engine, default: 'read' },
    kv_readapi: { ...kv_readapi, defaultDescription: 'readapisecret for a service with a key' },
    kv_customimage: { ...kv_customimage, ...plain },
    key_vault: {
      value: 'NAME|URL',
      description: 'The vault that holds the secrets',
      defaultDescription: "the workspace's own",
      type: matching(
        /^(?:https:\/\/[\w.-]+\/?|[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9])$/,
        'the name of a vault (3 to 24 letters, digits and dashes), or its URL',
      ),
    },
    read_endpoint: { ...read_endpoint, ...plain, type: anyText },
    input_partition: {
      ...input_partition,
      description: 'Partition that a run reads, for example 2020/08/07',
    },
  }),
};
