import { LONGEST_TIMEOUT } from '../../config/longest-timeout.ts';
import { check, describeProblem, problemsOf } from '../../contract/check.ts';
import { mapOf, objectOf, oneOrMore } from '../../contract/compound-checks.ts';
import { isRecord } from '../../contract/is-record.ts';
import { type FaultFields, numbersOf, parseRuleScript } from '../../contract/rule-script.ts';
import {
  anything,
  booleanCheck,
  fractionCheck,
  memberOf,
  wholeNumberFrom,
} from '../../contract/value-checks.ts';
import { type InitInjection, type InjectionScript, MOUNT_ERRORS, type RunInjection } from './injection.ts';

const seconds = check<number>(
  `a number of seconds from 0 to ${LONGEST_TIMEOUT}`,
  (value) => typeof value === 'number' && value >= 0 && value <= LONGEST_TIMEOUT,
);

const INIT_FAULTS: Readonly<Record<InitInjection['fault'], FaultFields>> = {
  init_failure: {},
  slow_init: { required: { seconds } },
};

const RUN_FAULTS: Readonly<Record<RunInjection['fault'], FaultFields>> = {
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
const EXAMPLE =
  'A script looks like {"seed": 1, "rules": [{"fault": "lost_acknowledgement", "mini_batch": 3}]}.';

/**
 * A script is `{"seed"?, "rules": [{"fault", …conditions, …its fields}]}`, or the list of rules.
 *
 * @param source what names the script in problems
 * @throws ConfigurationError with every problem, each naming its rule and field
 */
export function parseInjections(json: string, source: string): InjectionScript {
  const { seed, rules } = parseRuleScript(json, source, EXAMPLE, (rule, index) =>
    problemsOfRule(rule, index).map((problem) => `rule ${index + 1}: ${problem}`),
  );
  return {
    seed,
    init: rules.filter(({ fault }) => String(fault) in INIT_FAULTS).map(toInitRule),
    run: rules.filter(({ fault }) => String(fault) in RUN_FAULTS).map(toRunRule),
  };
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
