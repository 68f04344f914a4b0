import { nearest } from './nearest.ts';
import { OPTIONS } from './options.ts';
import { tokenize } from './tokenize.ts';

/**
 * What a user gives among the arguments of the entry script for AML itself.
 * https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-parallel#predefined-program-arguments-for-parallel-job
 */
const FOR_AML = new Set(
  [
    'error_threshold',
    'allowed_failed_percent',
    'task_overhead_timeout',
    'progress_update_timeout',
    'first_task_creation_timeout',
    'copy_logs_to_parent',
    'metrics_name_prefix',
    'push_metrics_to_parent',
    'resource_monitor_interval',
  ].map((name) => `--${name}`),
);

/** The arguments that neither the entry script nor AML has, without their values. */
export function foreignArguments(entryArguments: readonly string[]): string[] {
  const { unknown } = tokenize(entryArguments, Object.keys(OPTIONS));
  return unknown.filter((argument) => !FOR_AML.has(argument.replaceAll(/(?<=\w)-/g, '_')));
}

/**
 * An argument that the entry script does not have, as a clause: `--row_fromat (did you mean --row_format?)`.
 *
 * @param argument with its dashes, without a value
 */
export function withSuggestion(argument: string): string {
  const meant = suggestionFor(argument);
  return meant === null ? argument : `${argument} (did you mean --${meant}?)`;
}

/** Those of the ignored arguments that were most likely meant to be ours; AML's own are not among them. */
export function misspeltArguments(ignored: readonly string[]): string[] {
  return ignored.filter((argument) => suggestionFor(argument) !== null);
}

function suggestionFor(argument: string): string | null {
  return nearest(argument.replace(/^-+/, '').replaceAll('-', '_'), Object.keys(OPTIONS));
}
