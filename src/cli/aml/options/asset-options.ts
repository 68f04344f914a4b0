import { matching, type OptionType, text } from '../../../config/option.ts';
import type { Workspace } from '../../../azure/workspace.ts';
import { type AssetName, isAssetName, toAssetName } from '../../../aml/asset-name.ts';
import { assetId } from '../../../aml/workspace-paths.ts';

/** https://learn.microsoft.com/azure/machine-learning/how-to-manage-resources-compute */
export const resourceName = matching(
  /^[A-Za-z0-9][\w-]{0,254}$/,
  'a name of letters, digits, dashes and underscores',
);

/** `NAME:VERSION` */
export const assetName: OptionType<AssetName> = {
  check: (given) => (isAssetName(given) ? null : 'NAME:VERSION'),
  parse: toAssetName,
};

const LOCATION = /^(?:azureml|https|wasbs|abfss):\/\/\S+$/;

/** A location of data: an address, or a data asset as `NAME:VERSION`. */
export const dataLocation = text((given) =>
  LOCATION.test(given) || isAssetName(given)
    ? null
    : 'an address (azureml://datastores/NAME/paths/FOLDER/, https://…, wasbs://…, abfss://…) or a data asset, NAME:VERSION',
);

/** The URI that the service accepts: an address unchanged, a data asset as its ARM id. */
export function toDataUri(workspace: Workspace, location: string): string {
  return LOCATION.test(location) ? location : assetId(workspace, 'data', toAssetName(location));
}

/** A datastore that every workspace has. */
export const DEFAULT_DATASTORE = 'workspaceblobstore';

const named = { value: 'NAME', type: resourceName } as const;
const versioned = { value: 'NAME:VERSION', type: assetName } as const;

/** Options that several commands share, with the same defaults. */
export const COMPUTE = { ...named, description: 'The cluster', default: 'ocr-cluster' } as const;
export const EXPERIMENT = {
  ...named,
  description: 'The experiment, which groups jobs in the studio',
  default: 'parallel-run-ocr',
} as const;
export const COMPONENT = {
  ...versioned,
  description: 'The parallel component that aml provision creates',
  default: 'parallel_run_ocr:1',
} as const;
