/** The public pages that say what AML does. */
const LEARN = 'https://learn.microsoft.com/azure/machine-learning/';
const GITHUB = 'https://github.com/';

const page = (name, url) => ({ name, url, inferred: false });
const issue = (repository, number) =>
  page(`${repository.split('/')[1]}#${number}`, `${GITHUB}${repository}/issues/${number}`);

/** The page does not say it in so many words; it follows from what it says, or from what users saw. */
export const inferredFrom = (source) => ({ ...source, inferred: true });

export const DEBUG = page('debug ParallelRunStep', `${LEARN}v1/how-to-debug-parallel-run-step`);
export const RELEASES = page('SDK release notes', `${LEARN}v1/azure-machine-learning-release-notes`);
export const SCHEMA = page('YAML of a parallel job', `${LEARN}reference-yaml-job-parallel`);
export const GUIDE = page('parallel jobs', `${LEARN}how-to-use-parallel-job-in-pipeline`);
export const MIGRATION = page('from v1 to v2', `${LEARN}migrate-to-v2-execution-parallel-run-step`);
export const SCORING = page('batch scoring script', `${LEARN}how-to-batch-scoring-script`);
export const DEPLOYMENT = page('YAML of a batch deployment', `${LEARN}reference-yaml-deployment-batch`);
export const CUSTOM_OUTPUT = page('batch outputs', `${LEARN}how-to-deploy-model-custom-output`);
export const TROUBLESHOOTING = page(
  'troubleshoot batch endpoints',
  `${LEARN}how-to-troubleshoot-batch-endpoints`,
);
export const LOW_PRIORITY = page('low priority nodes', `${LEARN}how-to-use-low-priority-batch`);

const STEPS = 'https://learn.microsoft.com/python/api/azureml-pipeline-steps/azureml.pipeline.steps.';
export const CONFIG = page('ParallelRunConfig', `${STEPS}parallelrunconfig`);
export const STEP = page('ParallelRunStep', `${STEPS}parallelrunstep`);
export const SDK_V1 = page('azureml-pipeline-core', 'https://pypi.org/project/azureml-pipeline-core/');

export const EXAMPLES = page(
  'azureml-examples',
  `${GITHUB}Azure/azureml-examples/tree/main/cli/jobs/parallel`,
);
export const NOTEBOOKS = page(
  'MachineLearningNotebooks',
  `${GITHUB}Azure/MachineLearningNotebooks/tree/master/how-to-use-azureml/machine-learning-pipelines/parallel-run`,
);
export const BATCH_SCORE = page('batch_score', `${GITHUB}Azure/azureml-assets/tree/main/assets/batch_score`);
export const PROMPTFLOW = page('promptflow', `${GITHUB}microsoft/promptflow`);
export const FORECASTING = page(
  'Demand Forecasting',
  `${GITHUB}microsoft/Templates-For-Dynamics-365-Supply-Chain-Management-Demand-Forecasting-With-Azure-Machine-Learning`,
);

const PANDAS = 'https://pandas.pydata.org/docs/reference/api/pandas.DataFrame.to_csv.html';
export const TO_CSV = page('DataFrame.to_csv', PANDAS);
export const ARGPARSE = page('argparse', 'https://docs.python.org/3/library/argparse.html');
export const SIGNAL = page('signal', 'https://docs.python.org/3/library/signal.html');

export const NO_ROW_NO_SUCCESS = issue('Azure/MachineLearningNotebooks', 1309);
export const MORE_ROWS = issue('Azure/MachineLearningNotebooks', 1448);
export const NOTHING_TO_APPEND = issue('Azure/MachineLearningNotebooks', 1652);
export const DUPLICATES = issue('Azure/MachineLearningNotebooks', 1703);
export const EXIT_42 = issue('Azure/MachineLearningNotebooks', 1930);
export const COLLISION = issue('Azure/MachineLearningNotebooks', 1394);
export const STUCK = issue('Azure/MachineLearningNotebooks', 1429);
export const NONE_RETURNED = issue('microsoft/MLOpsPython', 328);
export const NO_PACKAGE = issue('MicrosoftDocs/azure-docs', 66065);
export const SILENT_DEBUG = issue('MicrosoftDocs/azure-docs', 89078);
export const UNSPLIT_TABLES = issue('MicrosoftDocs/azure-docs', 71359);
export const FROZEN_METRICS = issue('Azure/azure-sdk-for-python', 30421);
