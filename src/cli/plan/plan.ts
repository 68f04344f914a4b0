import { ConfigurationError } from '../../contract/errors.ts';
import { parseArguments } from '../../config/parse-arguments.ts';
import { matching } from '../../config/option.ts';
import { registerSecretsIn } from '../../redaction/environment-secrets.ts';
import { checkEntryArguments, toAmlArgv } from '../../replay/aml-argv.ts';
import { FileFilter } from '../../replay/input/file-filter.ts';
import type { Input } from '../../replay/input/input-files.ts';
import { inputEnvironment } from '../../replay/mounted-input.ts';
import type { PlanReport } from '../../plan/plan-report.ts';
import type { Command } from '../command/command.ts';
import { EXIT } from '../command/exit-codes.ts';
import { printJson } from '../command/json-output.ts';
import type { CommandContext } from '../command/terminal.ts';
import { toGlobs } from '../input/glob-options.ts';
import { printLines } from '../printing/print-lines.ts';
import { printNote, printWarning } from '../printing/notes.ts';
import { warnOfIgnored } from '../replay/plan.ts';
import { type PlanInput, type PlannedRun, plannedRun } from './planned-run.ts';
import { PLAN_OPTIONS, toOwnPrices } from './options.ts';
import { renderPlan } from './plan-text.ts';
import { PlanProgress } from './progress.ts';

/** `parallel-run-ocr plan` */
export const planCommand: Command<typeof PLAN_OPTIONS> = {
  about:
    'Tells before a run what it would read, cost and take, and what would go wrong. Reads the files only: nothing is sent, and no secret is read.\n\nINPUT is a folder (including subfolders), a file, or @list.txt: a file with one path per line.',
  positional: {
    name: 'INPUT',
    many: true,
    unless: ['failed_of', 'manifest'],
    type: matching(/./s, 'a folder, files, or @list.txt'),
  },
  options: PLAN_OPTIONS,
  entryArguments: 'after --',
  examples: [
    ['images -- --kv_readapi readapisecret', 'what Read would cost and take'],
    [
      'images --node_count 4 --mini_batch_size 100 -- --kv_readapi readapisecret --service_tps 30',
      'with a rate of your own on four nodes',
    ],
    [
      'images --plates_per_image 1.3 -- --kv_readapi readapisecret --kv_customimage customimagesecret',
      'with the detector of plates',
    ],
    ['images -- --engine offline', 'without a service'],
  ],
  notes: ['The figures are estimates; the output names what they rest on. docs/plan.md describes them.'],
  exitCodes: ['jobFailed', 'interrupted', 'failed'],
  async run(input, context) {
    registerSecretsIn(context.env);
    const { values } = input;
    const report = await planRun(input, context);
    const { terminal } = context;
    if (values.json) printJson(terminal, report);
    else printLines(terminal, 'out', renderPlan(report, terminal.outColumns));
    if (report.verdict === 'failed') return EXIT.jobFailed;
    return report.verdict === 'completed' || values.allow_empty ? EXIT.ok : EXIT.failed;
  },
};

/** @throws ConfigurationError with every problem of INPUT and the arguments */
async function planRun(input: PlanInput, context: CommandContext): Promise<PlanReport> {
  const { values } = input;
  const run = await plannedRun(input, context.currentFolder);
  const { input: files, settings, entryArguments } = run;
  const argv = argvOf(run);
  const env = environmentOf(files, values.node_count, context);
  const { findLocalProblems } = await import('../../worker/find-setup-problems.ts');
  const problems = [
    ...files.problems,
    ...checkEntryArguments(entryArguments, values.mode),
    ...(await findLocalProblems(argv, env)),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
  const options = parseArguments(argv, env);
  const { drain } = context.watchInterrupts();
  const progress = new PlanProgress(context.terminal);
  const note = (text: string): void => progress.above((terminal) => printNote(terminal, text));
  for (const text of run.notes) printNote(context.terminal, text);
  for (const text of warnOfIgnored(entryArguments)) printWarning(context.terminal, text);
  try {
    const [{ countFiles }, { surveyInput }, { makePlan }, { engineLimits }, { SECONDS_PER_IMAGE }] =
      await Promise.all([
        import('../../plan/input/count-files.ts'),
        import('../../plan/input/survey.ts'),
        import('../../plan/make-plan.ts'),
        import('../../worker/engine-limits.ts'),
        import('../../plan/pace/pace-of.ts'),
      ]);
    const counts = await countFiles(files, (found) => progress.found(found), drain);
    const setup = { input: files, counts, options, limits: await engineLimits(options) };
    // It counts what it leaves out, each time a folder is listed.
    const filter = new FileFilter(toGlobs(values));
    const survey = await surveyInput(
      { ...setup, input: { ...files, filter }, miniBatchSize: settings.miniBatchSize },
      note,
      (looked) => progress.looked(looked, counts.files),
      drain,
    );
    return makePlan({
      survey,
      leftOut: filter.leftOut,
      options,
      settings,
      nodes: values.node_count,
      assumptions: {
        platesPerImage: values.plates_per_image,
        secondsPerImage:
          values.seconds_per_image ?? SECONDS_PER_IMAGE[options.engine === 'offline' ? 'offline' : 'service'],
        cores: values.cores_per_node,
      },
      own: toOwnPrices(values.price),
    });
  } finally {
    progress.end();
  }
}

/** The argv of the worker, as AML would build it. */
function argvOf({ settings, entryArguments }: PlannedRun): string[] {
  return toAmlArgv({
    mode: 'v1',
    entryScript: 'entry/parallel_run_entry.py',
    inputFormat: 'file',
    inputFolder: null,
    partitionKeys: null,
    allowedFailedCount: null,
    allowedFailedPercent: null,
    ...settings,
    miniBatchSize: { text: String(settings.miniBatchSize) },
    outputAction: 'append_row',
    loggingLevel: 'INFO',
    appendRowFileName: 'parallel_run_step.txt',
    output: '/output',
    entryArguments,
  }).slice(1);
}

function environmentOf(files: Input, nodes: number, { env }: CommandContext): NodeJS.ProcessEnv {
  return {
    ...env,
    AZUREML_NODE_COUNT: String(nodes),
    ...inputEnvironment('v1', files.root),
  };
}
