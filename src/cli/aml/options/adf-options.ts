import { anyText, matching } from '../../../config/option.ts';
import { dataLocation, resourceName } from './asset-options.ts';
import { guid } from './invoke-options.ts';
import { HELP_FLAG, WORKSPACE_OPTIONS } from './workspace-options.ts';
import { nameValue } from '../../command/name-value.ts';
import type { OptionTable } from '../../command/option-parser.ts';

export const ADF_OPTIONS: OptionTable = {
  values: {
    endpoint: { value: 'NAME', description: 'A batch endpoint (v2)', check: resourceName },
    deployment: { value: 'NAME', description: "Not the endpoint's default", check: resourceName },
    images: { value: 'LOCATION', description: 'v2: the folder of the images', check: dataLocation },
    pipeline: { value: 'GUID', description: 'A published pipeline (v1)', check: guid },
    pipeline_endpoint: { value: 'GUID', description: 'A pipeline endpoint (v1)', check: guid },
    pipeline_version: { value: 'VERSION', description: 'Of the pipeline endpoint', check: resourceName },
    experiment: {
      value: 'NAME',
      description: 'The experiment',
      default: 'parallel-run-ocr',
      check: resourceName,
    },
    name: {
      value: 'NAME',
      description: "The factory's pipeline",
      default: 'read_images',
      check: matching(/^\w[\w -]{0,139}$/, 'a name of letters, digits, spaces, dashes and underscores'),
    },
    time: {
      value: 'HH:MM',
      description: 'UTC time of the daily run; its day is the partition',
      default: '23:30',
      check: matching(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time from 00:00 to 23:59'),
    },
    start: {
      value: 'YYYY-MM-DD',
      description: 'No run before this day',
      default: 'today',
      check: (value) => (isDay(value) ? null : 'a day, for example 2026-11-23'),
    },
    output: { value: 'DIR', description: 'Where the files go', default: 'data-factory', check: anyText },
    ...WORKSPACE_OPTIONS,
  },
  lists: {
    value: {
      value: 'NAME=VALUE',
      description: 'A literal input (v2) or a parameter (v1) beside the partition',
      check: nameValue(() => null),
    },
  },
  flags: { overwrite: 'Replace files that are there', ...HELP_FLAG },
};

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text.length === 10;
}
