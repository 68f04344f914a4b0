import { ConfigurationError } from '../../../contract/errors.ts';
import type { Check } from '../../../config/option.ts';
import type { Workspace } from '../../../azure/workspace.ts';
import { assetId, type AssetName, parseAssetName } from '../../../aml/workspace-paths.ts';

export const COMPONENT = 'parallel_run_ocr:1';
export const PIPELINE_COMPONENT = 'parallel_run_ocr_pipeline:1';
export const ENVIRONMENT = 'parallel-run-ocr:1';
export const CLUSTER = 'ocr-cluster';
export const OUTPUT_DATASTORE = 'workspaceblobstore';

/** `NAME:VERSION` */
export const assetName: Check = (value) => (parseAssetName(value) === null ? 'NAME:VERSION' : null);

/** For texts that passed `assetName`. */
export function toAssetName(text: string): AssetName {
  const name = parseAssetName(text);
  if (name === null) throw new ConfigurationError([`${JSON.stringify(text)} is not NAME:VERSION.`]);
  return name;
}

const LOCATION = /^(?:azureml|https|wasbs|abfss):\/\/\S+$/;

/** Where data is: an address, or a data asset as `NAME:VERSION`. */
export const dataLocation: Check = (value) =>
  LOCATION.test(value) || parseAssetName(value) !== null
    ? null
    : 'an address (azureml://datastores/NAME/paths/FOLDER/, https://…, wasbs://…, abfss://…) or a data asset, NAME:VERSION';

/** What the service takes for it: addresses as they are, a data asset by its id. */
export function toDataUri(workspace: Workspace, location: string): string {
  return LOCATION.test(location) ? location : assetId(workspace, 'data', toAssetName(location));
}

/** https://learn.microsoft.com/azure/machine-learning/how-to-manage-resources-compute */
export const resourceName: Check = (value) =>
  /^[A-Za-z0-9][\w-]{0,254}$/.test(value) ? null : 'a name of letters, digits, dashes and underscores';
