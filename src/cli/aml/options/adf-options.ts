import { anyText, flag, matching, text } from '../../../config/option.ts';
import { grouped } from '../../../config/parse-options.ts';
import { dataLocation } from './asset-options.ts';
import { guid, TARGET_OPTIONS } from './invoke-options.ts';
import { pipelineInput } from '../../command/name-value.ts';
import { JSON_OUTPUT } from '../../command/json-output.ts';

export const ADF_OPTIONS = {
  ...JSON_OUTPUT,
  ...TARGET_OPTIONS,
  pipeline_endpoint: { ...TARGET_OPTIONS.pipeline_endpoint, value: 'GUID', type: guid },
  ...grouped('Input', {
    images: { value: 'LOCATION', description: 'The folder with the images (v2)', type: dataLocation },
    value: {
      value: 'NAME=VALUE',
      description: 'Another literal input (v2) or parameter (v1), in addition to the partition',
      type: pipelineInput,
      repeatable: true,
    },
  }),
  ...grouped('Factory', {
    name: {
      value: 'NAME',
      description: 'The pipeline in the factory',
      default: 'read_images',
      type: matching(/^\w[\w -]{0,139}$/, 'a name of letters, digits, spaces, dashes and underscores'),
    },
    time: {
      value: 'HH:MM',
      description: 'UTC time of the daily run; the date of the run selects the partition',
      default: '23:30',
      type: matching(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time from 00:00 to 23:59'),
    },
    start: {
      value: 'YYYY-MM-DD',
      description: 'First day of the schedule',
      defaultDescription: 'today',
      type: text((given) => (isDay(given) ? null : 'a day, for example 2026-11-23')),
    },
  }),
  ...grouped('Output', {
    output: { value: 'DIR', description: 'The folder for the files', default: 'data-factory', type: anyText },
    overwrite: flag('Replace existing files'),
  }),
};

function isDay(given: string): boolean {
  const day = new Date(`${given}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(given) && given.length === 10;
}
