import { anyText } from '../../../config/option.ts';
import { grouped } from '../../../config/parse-options.ts';

/** Options of every `aml` command. */
export const WORKSPACE_OPTIONS = grouped('Azure workspace', {
  subscription: {
    value: 'GUID',
    description: 'The subscription',
    defaultDescription: '$AZUREML_ARM_SUBSCRIPTION or .azureml/config.json, in this folder or above',
    type: anyText,
  },
  resource_group: {
    value: 'NAME',
    description: 'The resource group',
    defaultDescription: '$AZUREML_ARM_RESOURCEGROUP or .azureml/config.json',
    type: anyText,
  },
  workspace: {
    value: 'NAME',
    description: 'The workspace',
    defaultDescription: '$AZUREML_ARM_WORKSPACE_NAME or .azureml/config.json',
    type: anyText,
  },
});
