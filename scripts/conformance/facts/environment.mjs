import {
  ARGPARSE,
  COLLISION,
  CONFIG,
  CUSTOM_OUTPUT,
  DEBUG,
  DEPLOYMENT,
  EXAMPLES,
  GUIDE,
  inferredFrom,
  MIGRATION,
  PROMPTFLOW,
  RELEASES,
  SCHEMA,
  SCORING,
  SDK_V1,
  STEP,
} from '../sources.mjs';
import { emulated, notEmulated } from './fact.mjs';
import { AML_SYSTEM, DRIVER_ARGUMENTS, PIPELINE } from './topics.mjs';

const MODES = "v2's outputs by name";

export const ARGUMENTS = [
  emulated('V01', "`sys.argv[0]` is AML's driver; its own arguments surround those of the user.", SDK_V1),
  emulated('V02', 'A strict `parse_args()` fails, because of the arguments of the driver.', GUIDE),
  emulated('V03', '`parse_known_args()` works.', GUIDE),
  emulated(
    'V04',
    "A parser that allows abbreviations takes the driver's `--output` for its own `--output_dir`.",
    ARGPARSE,
  ),
  emulated('V05', 'Names of the SDK among the arguments of the user are rejected.', SDK_V1),
  emulated('V06', 'Arguments are there at import already.', inferredFrom(SDK_V1)),
  emulated('V07', '`AZUREML_BI_OUTPUT_PATH` is the value of `--output`.', CUSTOM_OUTPUT),
  emulated('V08', '`AZUREML_RUN_ID` is set, the same in every process.', inferredFrom(EXAMPLES)),
  emulated('V09', '`AZUREML_MODEL_DIR`, where it is given, reaches the entry script.', SCORING),
  emulated('V10', 'With `summary_only` there is no `--append_row_file_name`.', SDK_V1),
  emulated('V11', '`AZUREML_NODE_COUNT` is the number of nodes.', inferredFrom(DEBUG)),
  emulated('V12', 'The name of the input follows the arguments of the user: `--input_fds_0 input`.', SDK_V1),
  emulated('V13', 'Arguments that nobody has are ignored.', inferredFrom(COLLISION)),
  emulated('V14', '`environment_variables` reach the entry script.', RELEASES),
  emulated('V15', 'In v2 the folder of the input follows: `--input_asset_<name> <folder>`.', PROMPTFLOW),
  notEmulated(
    'V16',
    'The workspace, the experiment and a token of the run are in the environment.',
    inferredFrom(EXAMPLES),
    PIPELINE,
    'a replay has no workspace; set the variables that a script needs',
  ),
  emulated('V17', 'The nodes of the cluster are in `AZ_BATCH_…` variables.', inferredFrom(DEBUG)),
  notEmulated(
    'V18',
    '`CUDA_VISIBLE_DEVICES` gives each process a GPU of its own.',
    DEBUG,
    'GPUs',
    'every process sees what the machine has',
  ),
  notEmulated(
    'V19',
    'Processes of a job run at a niceness of 5.',
    inferredFrom(DEBUG),
    AML_SYSTEM,
    'it changes no result',
  ),
  emulated(
    'V20',
    'The folder of the input is in a variable: `AZUREML_DATAREFERENCE_input` and `input`, in v2 `AZURE_ML_INPUT_<name>`.',
    inferredFrom(RELEASES),
  ),
  notEmulated(
    'V21',
    'In v2 an output that is a file is in `--output_uri_file`.',
    PROMPTFLOW,
    MODES,
    'the output is a folder, in `--output`',
  ),
  notEmulated(
    'V22',
    'A batch deployment has no arguments for its scoring script; it gets those of the driver.',
    DEPLOYMENT,
    DRIVER_ARGUMENTS,
    'a replay passes what stands after `--` in every mode, after the documented ones of the driver',
  ),
];

export const MODES_AND_JOBS = [
  emulated('J01', 'A v2 job has mini-batches of 1 file unless it says otherwise.', SCHEMA),
  emulated('J02', 'v2 counts retries: `max_retries` 2 are 3 attempts.', MIGRATION),
  emulated('J03', 'A batch deployment has 3 retries and 30 seconds.', DEPLOYMENT),
  emulated('J04', 'A job of SDK v1 has mini-batches of 10 files, 3 attempts and 60 seconds.', CONFIG),
  notEmulated(
    'J05',
    'In v2 a job that failed is continued with `--resume_from`.',
    MIGRATION,
    PIPELINE,
    '`--resume` continues one that was interrupted, and `--failed_of` repeats what failed',
  ),
  notEmulated('J06', 'A step with the same inputs is not run again.', STEP, PIPELINE, 'each replay runs'),
  notEmulated(
    'J07',
    'Side inputs are mounted on each node.',
    STEP,
    'mounts',
    'give their paths as arguments',
  ),
];
