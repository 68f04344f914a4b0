import { runCheck } from '../../checks/run-check.ts';
import type { StepResult } from '../../checks/step-runner.ts';
import { parseArguments } from '../../config/parse-arguments.ts';
import type { WorkerOptions } from '../../config/worker-options.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { systemClock } from '../../flow/clock.ts';
import { parseCheckArguments } from './arguments.ts';
import { CHECK_HELP } from './help.ts';
import { allWorked, renderJson, renderStep, renderVerdict } from './table.ts';
import { EXIT, type CommandContext } from '../command/terminal.ts';

const DEFAULT_COLUMNS = 100;

/** `parallel-run-ocr check` */
export async function checkCommand(argv: readonly string[], context: CommandContext): Promise<number> {
  const { terminal, env } = context;
  const { help, json, entryArguments } = parseCheckArguments(argv);
  if (help) {
    terminal.out(CHECK_HELP);
    return EXIT.ok;
  }
  let options: WorkerOptions;
  try {
    options = parseArguments(entryArguments, env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    terminal.err(`${error.message}\nSee parallel-run-ocr check --help\n`);
    return EXIT.usage;
  }
  sayWhatToKnow(options, context);
  const results: StepResult[] = [];
  await runCheck(options, {
    env,
    clock: systemClock,
    signal: new AbortController().signal,
    now: () => performance.now(),
    onResult: (result) => {
      results.push(result);
      if (!json) terminal.out(renderStep(result));
    },
  });
  terminal.out(json ? renderJson(results) : renderVerdict(results, terminal.outColumns ?? DEFAULT_COLUMNS));
  return allWorked(results) ? EXIT.ok : EXIT.unexpected;
}

function sayWhatToKnow({ engine, host, secrets }: WorkerOptions, { terminal }: CommandContext): void {
  if (host.ignoredArguments.length > 0) {
    terminal.err(`Note: no arguments of the entry script, so ignored: ${host.ignoredArguments.join(', ')}\n`);
  }
  if (engine !== 'offline' && (engine !== 'read-container' || secrets.kvCustomimage !== null)) {
    terminal.err('Note: each service is called once, and each call is billed as one.\n');
  }
}
