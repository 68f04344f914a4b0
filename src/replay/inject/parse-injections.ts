import { check, type Check, describeProblem, problemsOf } from '../../contract/check.ts';
import { mapOf, objectOf, oneOrMore } from '../../contract/compound-checks.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { isRecord } from '../../contract/is-record.ts';
import {
  anything,
  booleanCheck,
  fractionCheck,
  memberOf,
  wholeNumberCheck,
  wholeNumberFrom,
} from '../../contract/value-checks.ts';
import { type InitInjection, type InjectionScript, MOUNT_ERRORS, type RunInjection } from './injection.ts';

interface Fields {
  readonly required?: Readonly<Record<string, Check>>;
  readonly optional?: Readonly<Record<string, Check>>;
}

const MOST_SECONDS = 259_200;
const seconds = check<number>(
  `a number of seconds from 0 to ${MOST_SECONDS}`,
  (value) => typeof value === 'number' && value >= 0 && value <= MOST_SECONDS,
);

const INIT_FAULTS: Readonly<Record<InitInjection['fault'], Fields>> = {
  init_failure: {},
  slow_init: { required: { seconds } },
};

const RUN_FAULTS: Readonly<Record<RunInjection['fault'], Fields>> = {
  timeout: {},
  out_of_memory: {},
  killed_while_writing: { optional: { rows: wholeNumberFrom(0), torn: booleanCheck } },
  lost_acknowledgement: {},
  node_loss: {},
  preemption: {},
  failing_mount: { optional: { error: memberOf(MOUNT_ERRORS) } },
  slow_mount: { required: { seconds } },
};

const INIT_CONDITIONS = { process: oneOrMore(wholeNumberFrom(1)), probability: fractionCheck };
const RUN_CONDITIONS = {
  mini_batch: oneOrMore(wholeNumberFrom(0)),
  attempt: oneOrMore(wholeNumberFrom(1)),
  probability: fractionCheck,
};

const kind = memberOf([...Object.keys(INIT_FAULTS), ...Object.keys(RUN_FAULTS)]);
const object = mapOf(anything);
const head = objectOf({ rules: anything }, { seed: wholeNumberCheck });

/**
 * A script is `{"seed"?, "rules": [{"fault", …conditions, …its fields}]}`, or the list of rules.
 *
 * @param source what names the script in problems
 * @throws ConfigurationError with every problem, each naming its rule and field
 */
export function parseInjections(json: string, source: string): InjectionScript {
  const parsed = parse(json, source);
  const script = isRecord(parsed) ? parsed : { rules: parsed };
  const { seed = 1, rules } = script;
  if (!Array.isArray(rules)) {
    throw new ConfigurationError([
      `${source}: "rules" is missing. A script looks like {"seed": 1, "rules": [{"fault": "lost_acknowledgement", "mini_batch": 3}]}.`,
    ]);
  }
  const problems = [
    ...problemsOf(head, script).map((problem) => describeProblem(problem, 'the script')),
    ...rules.flatMap((rule: unknown, index) =>
      problemsOfRule(rule, index).map((problem) => `rule ${index + 1}: ${problem}`),
    ),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems.map((problem) => `${source}: ${problem}`));
  const valid = rules as readonly Readonly<Record<string, unknown>>[];
  return {
    seed: Number(seed),
    init: valid.filter(({ fault }) => String(fault) in INIT_FAULTS).map(toInitRule),
    run: valid.filter(({ fault }) => String(fault) in RUN_FAULTS).map(toRunRule),
  };
}

function parse(json: string, source: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new ConfigurationError([`${source} is not JSON: ${(error as Error).message}`], { cause: error });
  }
}

function problemsOfRule(rule: unknown, index: number): readonly string[] {
  const subject = `rule ${index + 1}`;
  if (!isRecord(rule)) return problemsOf(object, rule).map((problem) => describeProblem(problem, subject));
  const { fault } = rule;
  if (!kind.accepts(fault)) {
    return problemsOf(kind, fault).map((problem) => describeProblem(problem, 'fault'));
  }
  const [fields, conditions] =
    fault in INIT_FAULTS
      ? [INIT_FAULTS[fault as InitInjection['fault']], INIT_CONDITIONS]
      : [RUN_FAULTS[fault as RunInjection['fault']], RUN_CONDITIONS];
  const of = objectOf({ fault: kind, ...fields.required }, { ...conditions, ...fields.optional });
  return problemsOf(of, rule).map((problem) => describeProblem(problem, subject));
}

function toInitRule(rule: Readonly<Record<string, unknown>>) {
  return {
    injection: rule as unknown as InitInjection,
    processes: numbersOf(rule['process']),
    probability: Number(rule['probability'] ?? 1),
  };
}

/** Without `attempt` a rule is for first attempts, so that the mini-batch succeeds in a later one. */
function toRunRule(rule: Readonly<Record<string, unknown>>) {
  return {
    injection: rule as unknown as RunInjection,
    miniBatches: numbersOf(rule['mini_batch']),
    attempts: numbersOf(rule['attempt']) ?? [1],
    probability: Number(rule['probability'] ?? 1),
  };
}

function numbersOf(value: unknown): readonly number[] | null {
  return value === undefined ? null : ([] as number[]).concat(value as number | number[]);
}
