import { anyText, type Option } from '../../../config/option.ts';

/** Every command of `aml` takes these. */
export const WORKSPACE_OPTIONS = {
  subscription: {
    value: 'GUID',
    description: 'Else AZUREML_ARM_SUBSCRIPTION, else .azureml/config.json here or above',
    check: anyText,
  },
  resource_group: {
    value: 'NAME',
    description: 'Else AZUREML_ARM_RESOURCEGROUP, else the config file',
    check: anyText,
  },
  workspace: {
    value: 'NAME',
    description: 'Else AZUREML_ARM_WORKSPACE_NAME, else the config file',
    check: anyText,
  },
} as const satisfies Readonly<Record<string, Option>>;

export const HELP_FLAG = { help: 'Show this' } as const;
