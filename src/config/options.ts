import { LOGGING_LEVELS } from '../logging/logger.ts';
import { anyText, matching, oneOf, type Option, upperCased, wholeNumber, yesOrNo } from './option.ts';
import { partitionType } from './partition-text.ts';
import { plateFormatsType } from './plate-formats-type.ts';
import { ENGINE_GROUP, SERVICE_OPTIONS } from './service-options.ts';
import {
  CSV_FORMULAS,
  ENGINES,
  FAILED_ITEMS_POLICIES,
  OFFLINE_MODELS,
  ROW_DETAILS,
  ROW_FORMATS,
} from './worker-options.ts';

const INPUT_GROUP = 'Entry script: input';
const ROWS_GROUP = 'Entry script: rows and logs';

/** All arguments of the entry script. The table of docs/options.md is generated from here. */
export const OPTIONS = {
  input_partition: {
    value: 'PATH',
    description:
      'Read only images under this partition, matched by complete path segments: `2020/08/07` for a day, `2020/08` for a month. A date may be written in any way with the year first, as in `2020-08-07` or a timestamp, and finds folders in any such spelling. Images outside it become `skipped` rows.',
    defaultDescription: 'every image',
    type: partitionType,
    group: INPUT_GROUP,
  },
  engine: {
    value: ENGINES.join('|'),
    description:
      'The engine that reads the text: an Azure service, its container, or `offline`, which needs no account, no network and no secrets.',
    defaultDescription: '`read` with `--kv_readapi`',
    type: oneOf(ENGINES),
    group: ENGINE_GROUP,
  },
  ...SERVICE_OPTIONS,
  language: {
    value: 'CODE',
    description:
      'Language of the text, as in `en` or `eng`. The offline engine supports `en` and `zh`; `es`, `fr`, `it`, `nl`, `pt` and `sv` where PP-OCRv6 is installed; and any language through Tesseract when its data package is installed.',
    defaultDescription: 'detected by the service; `en` offline',
    type: matching(/^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*$/, 'a language code such as en, de or deu'),
    group: ENGINE_GROUP,
  },
  model: {
    value: OFFLINE_MODELS.join('|'),
    description:
      'Version of the PP-OCR recogniser of the offline engine. `v6` reads Latin print, needs `parallel-run-ocr models install`, and makes fewer errors.',
    defaultDescription: '`v6` where it is installed, else `v4`',
    type: oneOf(OFFLINE_MODELS),
    group: ENGINE_GROUP,
  },
  max_concurrency: {
    value: 'N',
    description:
      'Number of images that one worker process has in memory at the same time, 64 MiB of them at most; up to 1,000 more wait for the results of what was submitted.',
    defaultDescription: 'chosen by the engine',
    type: wholeNumber(1, 1000),
    group: ENGINE_GROUP,
  },
  image_timeout: {
    value: 'SECONDS',
    description:
      'The longest work on one image, without waiting for a turn; an image that takes longer fails with `image_timeout`, and its neighbours are read.',
    defaultDescription: '120; with `--engine offline` at most half of `--run_invocation_timeout`',
    type: wholeNumber(1, 86_400),
    group: ENGINE_GROUP,
  },
  store: {
    value: 'FOLDER|off',
    description:
      'Where readings and submitted operations are kept during a run, so that an image is not paid for twice when a mini-batch is tried again. A folder on a mount that all nodes share serves the retries on other nodes too.',
    defaultDescription: "the node's temporary folder, by run id; `off` without a run id",
    type: anyText,
    group: ENGINE_GROUP,
  },
  input_root: {
    value: 'FOLDER',
    description: 'Where the data set is mounted; the `file` of a row is relative to it.',
    defaultDescription:
      'the path from its partition on, otherwise the path below the mounted input, otherwise the full path',
    type: anyText,
    group: INPUT_GROUP,
  },
  image_column: {
    value: 'NAME',
    description: 'The column of a tabular mini-batch that holds the path or URL.',
    defaultDescription: 'the only column, otherwise `image`, `file`, `path`, `url` or `image_url`',
    type: anyText,
    group: INPUT_GROUP,
  },
  allow_private_urls: {
    value: 'true|false',
    description:
      'Download images also from addresses of private networks and of this machine, there over `http://` as well. Otherwise a URL in a table is `https://` at an address of the Internet. A private endpoint of Azure storage needs it.',
    default: 'false',
    type: yesOrNo,
    group: INPUT_GROUP,
  },
  row_format: {
    value: ROW_FORMATS.join('|'),
    description: 'JSON Lines, or CSV without a header.',
    default: 'jsonl',
    type: oneOf(ROW_FORMATS),
    group: ROWS_GROUP,
  },
  csv_formulas: {
    value: CSV_FORMULAS.join('|'),
    description:
      'What becomes of a text in a CSV row that a spreadsheet would run as a formula, for it begins with `=`, `+`, `-` or `@`: `escape` puts an apostrophe before it, `keep` leaves it.',
    default: 'escape',
    type: oneOf(CSV_FORMULAS),
    group: ROWS_GROUP,
  },
  row_detail: {
    value: ROW_DETAILS.join('|'),
    description: 'How much of a reading goes into a JSON row: the text only, its lines, or lines with words.',
    default: 'lines',
    type: oneOf(ROW_DETAILS),
    group: ROWS_GROUP,
  },
  plate_formats: {
    value: 'LIST',
    description:
      "Formats of number plates, separated by commas: countries such as `BR` or `DE`, and own patterns of letters and digits such as `LLLDLDD`. A plate that has one of them exactly, with at most two of O and 0, I and 1 confused, is named in a row's `plates` with its format, before others.",
    defaultDescription: 'any; `plates` is as read',
    type: plateFormatsType,
    group: ROWS_GROUP,
  },
  failed_items: {
    value: FAILED_ITEMS_POLICIES.join('|'),
    description:
      "`omit` leaves an unreadable image out of the rows, so that AML's `error_threshold` counts it; `row` returns a `failed` row, which AML counts as a success.",
    default: 'omit',
    type: oneOf(FAILED_ITEMS_POLICIES),
    group: ROWS_GROUP,
  },
  metadata: {
    value: 'FILE',
    description: "CSV with a header whose columns go into the rows' `metadata`.",
    type: anyText,
    group: INPUT_GROUP,
  },
  metadata_key: {
    value: 'NAME',
    description: 'The column of `--metadata` that names the image, by relative path or by base name.',
    default: 'file',
    type: anyText,
    group: INPUT_GROUP,
  },
  logging_level: {
    value: LOGGING_LEVELS.join('|'),
    description: 'Minimum log level. AML passes the level of the step.',
    default: 'INFO',
    type: upperCased(oneOf(LOGGING_LEVELS)),
    group: ROWS_GROUP,
  },
} satisfies Readonly<Record<string, Option>>;

export type OptionName = keyof typeof OPTIONS;
