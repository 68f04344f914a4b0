import { CLUSTER_DEFAULTS } from '../../../aml/assets/compute.ts';
import { anyText, flag, matching, oneOf, wholeNumber } from '../../../config/option.ts';
import { grouped } from '../../../config/parse-options.ts';
import { assetName, COMPONENT, COMPUTE } from './asset-options.ts';
import { DRY_RUN } from '../ensure-report.ts';
import { JSON_OUTPUT } from '../../command/json-output.ts';

export const PARTS = ['datastore', 'data', 'compute', 'environment', 'component'] as const;
export type Part = (typeof PARTS)[number];

const dataOptions = grouped('Images', {
  datastore: {
    value: 'NAME',
    description: 'The datastore with the images',
    default: 'ocr_images',
    type: matching(/^[a-z0-9_]{1,255}$/i, 'letters, digits and underscores'),
  },
  storage_account: {
    value: 'NAME',
    description: "The datastore's storage account; without it no datastore is created",
    type: matching(/^[a-z0-9]{3,24}$/, '3 to 24 lowercase letters and digits'),
  },
  container: {
    value: 'NAME',
    description: "The datastore's blob container",
    type: matching(/^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$/, 'the name of a blob container'),
  },
  storage_endpoint: {
    value: 'SUFFIX',
    description: 'Storage suffix of the cloud',
    default: 'core.windows.net',
    type: matching(/^[a-z0-9.-]+$/, 'a domain, for example core.windows.net'),
  },
  data: {
    value: 'NAME:VERSION',
    description: 'A data asset for a folder of the datastore; without it none is created',
    type: assetName,
  },
  data_path: {
    value: 'PATH',
    description: 'The folder of the data asset, for example 2020/08/07/',
    type: anyText,
  },
});

const clusterOptions = grouped('Cluster', {
  compute: COMPUTE,
  vm_size: {
    value: 'SIZE',
    description: 'Node size',
    defaultDescription: `${CLUSTER_DEFAULTS.vmSize} for a new cluster`,
    type: matching(/^\w{3,64}$/, 'a virtual machine size, for example Standard_D4s_v3'),
  },
  max_nodes: {
    value: 'N',
    description: 'Maximum number of nodes; the minimum is 0, which costs nothing',
    defaultDescription: `${CLUSTER_DEFAULTS.maxNodes} for a new cluster`,
    type: wholeNumber(1, 10_000),
  },
  idle_seconds: {
    value: 'SECONDS',
    description: 'Seconds until an idle node is released',
    defaultDescription: `${CLUSTER_DEFAULTS.idleSeconds} for a new cluster`,
    type: wholeNumber(60, 86_400),
  },
  low_priority: flag('Use low-priority nodes, which cost less and can be preempted at any time'),
});

const stepOptions = grouped('Step', {
  environment: {
    value: 'NAME:VERSION',
    description: 'The environment of the step',
    default: 'parallel-run-ocr:1',
    type: assetName,
  },
  image: {
    value: 'IMAGE',
    description: "The environment's container image; without it the environment must exist",
    type: matching(/^[\w./:@-]{3,300}$/, 'an image, for example registry.azurecr.io/parallel-run-ocr:1'),
  },
  component: { ...COMPONENT, description: 'The parallel component' },
  snapshot: {
    value: 'DIR',
    description: 'A folder with entry/ and the other files that the step needs',
    defaultDescription: 'only the entry script; the container image contains the worker',
    type: anyText,
  },
});

export const PROVISION_OPTIONS = {
  ...JSON_OUTPUT,
  ...grouped('Scope', {
    only: {
      value: 'PART',
      description: 'Provision only this part',
      type: oneOf(PARTS),
      repeatable: true,
    },
    dry_run: DRY_RUN,
  }),
  ...dataOptions,
  ...clusterOptions,
  ...stepOptions,
};
