import { LOGGING_LEVELS } from '../logging/logger.ts';
import { anyText, matching, oneOf, type Option, wholeNumber } from './option.ts';
import { SERVICE_OPTIONS } from './service-options.ts';
import { ENGINES, FAILED_ITEMS_POLICIES, ROW_DETAILS, ROW_FORMATS } from './worker-options.ts';

// A date in a form of its own would pass for folder names, and every image be skipped.
const partition = matching(
  /^(?:\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?|(?!.*\d:\d\d)\/?(?!\.{1,2}(?:\/|$))[^/]+(?:\/(?!\.{1,2}(?:\/|$))[^/]+)*\/?)$/,
  'folder names joined by slashes, for example 2020/08/07 or 2020/08, or a date and time such as 2020-08-07T23:30:00Z',
);

/** Every argument of our own. The README's table is generated from here. */
export const OPTIONS = {
  input_partition: {
    value: 'PATH',
    description:
      'Read only images under this partition, matched on whole path segments: `2020/08/07` a day, `2020/08` the month. A date and time means its day. Others become `skipped` rows.',
    default: 'every image',
    check: partition,
  },
  engine: {
    value: ENGINES.join('|'),
    description:
      'What reads the text: an Azure service, its container, or `offline`, which needs no account and no network and leaves the secrets alone.',
    default: '`read` with `--kv_readapi`',
    check: oneOf(ENGINES),
  },
  ...SERVICE_OPTIONS,
  language: {
    value: 'CODE',
    description:
      'Language of the text, `en` or `eng` style. The offline engine reads `en` and `zh` itself and others through Tesseract when their data package is installed.',
    default: 'found by the service; `en` offline',
    check: matching(/^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*$/, 'a language code such as en, de or deu'),
  },
  max_concurrency: {
    value: 'N',
    description: 'Images in flight at once in this process.',
    default: 'chosen by the engine',
    check: wholeNumber(1, 1000),
  },
  input_root: {
    value: 'FOLDER',
    description: 'Where the data set is mounted; the `file` of a row is relative to it.',
    default: 'from the partition in the path on, else the whole path',
    check: anyText,
  },
  image_column: {
    value: 'NAME',
    description: 'The column of a tabular mini-batch that holds the path or URL.',
    default: 'the only column, else `image`, `file`, `path` or `url`',
    check: anyText,
  },
  row_format: {
    value: ROW_FORMATS.join('|'),
    description: 'JSON Lines, or CSV without a header.',
    default: 'jsonl',
    check: oneOf(ROW_FORMATS),
  },
  row_detail: {
    value: ROW_DETAILS.join('|'),
    description: 'How much of a reading goes into a JSON row: the text only, its lines, or lines with words.',
    default: 'lines',
    check: oneOf(ROW_DETAILS),
  },
  failed_items: {
    value: FAILED_ITEMS_POLICIES.join('|'),
    description:
      "`omit` leaves an unreadable image out of the rows, so that AML's `error_threshold` counts it; `row` returns a `failed` row, which AML counts as a success.",
    default: 'omit',
    check: oneOf(FAILED_ITEMS_POLICIES),
  },
  metadata: {
    value: 'FILE',
    description: "CSV with a header whose columns go into the rows' `metadata`.",
    check: anyText,
  },
  metadata_key: {
    value: 'NAME',
    description: 'The column of `--metadata` that names the image: relative path, or else base name.',
    default: 'file',
    check: anyText,
  },
  logging_level: {
    value: LOGGING_LEVELS.join('|'),
    description: "Least level that is logged. AML passes the step's own.",
    default: 'INFO',
    check: (value) => oneOf(LOGGING_LEVELS)(value.toUpperCase()),
  },
} satisfies Record<string, Option>;

export type OptionName = keyof typeof OPTIONS;
