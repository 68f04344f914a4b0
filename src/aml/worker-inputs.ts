import { type OptionName, OPTIONS } from '../config/options.ts';
import type { Option } from '../config/option.ts';

/**
 * Arguments that the step sets (`input_root`, `logging_level`), for tables only (`image_column`), a file
 * (`metadata`), or of no use on a cluster (`secrets`).
 */
const NO_TEXT_INPUTS: ReadonlySet<string> = new Set<OptionName>([
  'input_root',
  'image_column',
  'logging_level',
  'metadata',
  'secrets',
]);

/** The worker's arguments that a job passes on as texts; the component has an input for each. */
export const TEXT_INPUTS: readonly (readonly [name: string, option: Option])[] = Object.entries<Option>(
  OPTIONS,
).filter(([name]) => !NO_TEXT_INPUTS.has(name));
