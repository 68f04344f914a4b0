import { CLUSTER_DEFAULTS } from '../../../aml/assets/compute.ts';
import { anyText, matching, oneOf, type Option, wholeNumber } from '../../../config/option.ts';
import { assetName, CLUSTER, COMPONENT, ENVIRONMENT, resourceName } from './asset-options.ts';
import { DRY_RUN } from '../ensure-report.ts';
import { HELP_FLAG, WORKSPACE_OPTIONS } from './workspace-options.ts';
import type { OptionTable } from '../../command/option-parser.ts';

export const PARTS = ['datastore', 'data', 'compute', 'environment', 'component'] as const;
export type Part = (typeof PARTS)[number];

const datastoreOptions = {
  datastore: {
    value: 'NAME',
    description: 'The datastore of the images',
    default: 'ocr_images',
    check: matching(/^[a-z0-9_]{1,255}$/i, 'letters, digits and underscores'),
  },
  storage_account: {
    value: 'NAME',
    description: 'Its storage account; without it no datastore is made',
    check: matching(/^[a-z0-9]{3,24}$/, '3 to 24 small letters and digits'),
  },
  container: {
    value: 'NAME',
    description: 'Its blob container',
    check: matching(/^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$/, 'the name of a blob container'),
  },
  storage_endpoint: {
    value: 'SUFFIX',
    description: 'Of the cloud',
    default: 'core.windows.net',
    check: matching(/^[a-z0-9.-]+$/, 'a domain, for example core.windows.net'),
  },
  data: {
    value: 'NAME:VERSION',
    description: 'A data asset for a folder of the datastore; without it none is made',
    check: assetName,
  },
  data_path: { value: 'PATH', description: 'That folder, for example 2020/08/07/', check: anyText },
} satisfies Readonly<Record<string, Option>>;

const runOptions = {
  compute: { value: 'NAME', description: 'The cluster', default: CLUSTER, check: resourceName },
  vm_size: {
    value: 'SIZE',
    description: 'Of a node',
    default: CLUSTER_DEFAULTS.vmSize,
    check: matching(/^\w{3,64}$/, 'a size of virtual machines, for example Standard_D4s_v3'),
  },
  max_nodes: {
    value: 'N',
    description: 'The most nodes; the least is 0, which costs nothing',
    default: String(CLUSTER_DEFAULTS.maxNodes),
    check: wholeNumber(1, 10_000),
  },
  idle_seconds: {
    value: 'SECONDS',
    description: 'Until an idle node is given back',
    default: String(CLUSTER_DEFAULTS.idleSeconds),
    check: wholeNumber(60, 86_400),
  },
  environment: {
    value: 'NAME:VERSION',
    description: 'The environment of the step',
    default: ENVIRONMENT,
    check: assetName,
  },
  image: {
    value: 'IMAGE',
    description: 'Its container image; without it the environment has to be there',
    check: matching(/^[\w./:@-]{3,300}$/, 'an image, for example registry.azurecr.io/parallel-run-ocr:1'),
  },
  component: {
    value: 'NAME:VERSION',
    description: 'The parallel component',
    default: COMPONENT,
    check: assetName,
  },
  snapshot: {
    value: 'DIR',
    description: 'A folder with entry/ and whatever else the step needs',
    default: 'the door alone; the image holds the worker',
    check: anyText,
  },
} satisfies Readonly<Record<string, Option>>;

export const PROVISION_OPTIONS: OptionTable = {
  values: { ...datastoreOptions, ...runOptions, ...WORKSPACE_OPTIONS },
  lists: {
    only: { value: 'PART', description: `Of ${PARTS.join(', ')}; may be repeated`, check: oneOf(PARTS) },
  },
  flags: {
    low_priority: 'Nodes that cost less and may be taken away at any time',
    dry_run: DRY_RUN,
    ...HELP_FLAG,
  },
};
