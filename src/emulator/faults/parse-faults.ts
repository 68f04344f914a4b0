import { type Check, describeProblem, problemsOf } from '../../contract/check.ts';
import { mapOf, objectOf, oneOrMore } from '../../contract/compound-checks.ts';
import { isRecord } from '../../contract/is-record.ts';
import { type FaultFields, numbersOf, parseRuleScript } from '../../contract/rule-script.ts';
import {
  anything,
  booleanCheck,
  fractionCheck,
  nonEmptyTextCheck,
  memberOf,
  wholeNumberFrom,
} from '../../contract/value-checks.ts';
import { OPERATIONS, type OperationName } from '../operations.ts';
import { ECHO_FORMS } from './echo-forms.ts';
import {
  BAD_BODIES,
  EMPTY_RESULTS,
  ENCODING_NAMES,
  type InjectedFault,
  type FaultRule,
  type FaultScript,
  LOCATIONS,
  FORCED_OUTCOMES,
  RESET_MOMENTS,
  SECRET_STATES,
  STATUS_BODIES,
} from './fault.ts';
import { errorStatus, hashPrefix, origin, seconds } from './fault-checks.ts';

const RESULTS = [
  'read.result',
  'read.sync',
  'document-intelligence.result',
  'image-analysis.analyze',
] satisfies readonly OperationName[];
const STARTS = ['read.submit', 'document-intelligence.analyze'] satisfies readonly OperationName[];
/** The calls that a fault of operations applies to. */
const CALLS_OF: Readonly<Partial<Record<string, readonly string[]>>> = {
  operation: [...STARTS, 'read.sync' satisfies OperationName],
  operation_location: STARTS,
  no_boxes: ['custom-vision.detect', 'custom-vision.detect-nostore'] satisfies readonly OperationName[],
  empty_result: RESULTS,
  secret: ['key-vault.secret' satisfies OperationName],
};

const FAULTS: Readonly<Record<InjectedFault['fault'], FaultFields>> = {
  throttle: { optional: { retry_after: seconds, header: booleanCheck } },
  status: {
    required: { status: errorStatus },
    optional: {
      body: memberOf(STATUS_BODIES),
      code: nonEmptyTextCheck,
      message: nonEmptyTextCheck,
      retry_after: seconds,
    },
  },
  echo: { optional: { status: errorStatus, as: memberOf(Object.keys(ECHO_FORMS)) } },
  reset: { required: { when: memberOf(RESET_MOMENTS) } },
  hang: { optional: { seconds } },
  slow_body: { required: { seconds } },
  bad_body: { required: { body: memberOf(BAD_BODIES) } },
  operation_location: { required: { location: memberOf(LOCATIONS) }, optional: { host: origin } },
  operation: { required: { ends: memberOf(FORCED_OUTCOMES) } },
  no_boxes: {},
  redirect: {},
  encoding: { required: { encoding: memberOf(ENCODING_NAMES) } },
  empty_result: { required: { result: memberOf(EMPTY_RESULTS) } },
  replace: { required: { fields: mapOf(anything) } },
  secret: { required: { state: memberOf(SECRET_STATES) } },
  rotate_key: {},
};

const CONDITIONS = {
  name: nonEmptyTextCheck,
  nth: oneOrMore(wholeNumberFrom(1)),
  from: wholeNumberFrom(1),
  to: wholeNumberFrom(1),
  probability: fractionCheck,
  image: hashPrefix,
  image_name: nonEmptyTextCheck,
  per_image: booleanCheck,
};

const faultKind = memberOf(Object.keys(FAULTS) as InjectedFault['fault'][]);

const ruleOf = ({ required, optional }: FaultFields): Check =>
  objectOf(
    { on: oneOrMore(memberOf(Object.keys(OPERATIONS))), fault: faultKind, ...required },
    { ...CONDITIONS, ...optional },
  );

const object = mapOf(anything);
const EXAMPLE =
  'A fault script looks like {"seed": 1, "rules": [{"on": "read.submit", "nth": 2, "fault": "throttle"}]}.';

/**
 * A script is `{"seed"?, "rules": [{"on", …conditions, "fault", …its fields}]}`, or the list of rules.
 * @throws ConfigurationError with every problem, each naming its rule and field
 */
export function parseFaults(json: string, source: string): FaultScript {
  const { seed, rules } = parseRuleScript(json, source, EXAMPLE, checkRule);
  return { seed, rules: rules.map(toRule) };
}

function checkRule(rule: unknown, index: number): readonly string[] {
  const number = `rule ${index + 1}`;
  if (!isRecord(rule)) return problemsOf(object, rule).map((problem) => describeProblem(problem, number));
  const label = typeof rule['name'] === 'string' ? `${number} (${rule['name']})` : number;
  const kind = rule['fault'];
  const problems = faultKind.accepts(kind)
    ? problemsOf(ruleOf(FAULTS[kind]), rule).map((problem) => describeProblem(problem, label))
    : problemsOf(faultKind, kind).map((problem) => describeProblem(problem, 'fault'));
  return [...problems, ...(problems.length === 0 ? checkSense(rule) : [])].map(
    (problem) => `${label}: ${problem}`,
  );
}

/** Problems of combinations that can never fire. */
function checkSense(rule: Readonly<Record<string, unknown>>): readonly string[] {
  const accepted = CALLS_OF[String(rule['fault'])];
  const bound = ['image', 'image_name', 'per_image'].find((field) => rule[field] !== undefined);
  if (accepted !== undefined && !toList(rule['on']).every((operation) => accepted.includes(operation))) {
    return [`on has calls that this fault cannot happen to, accepted are ${accepted.join(', ')}`];
  }
  if (rule['when'] === 'before_body' && bound !== undefined) {
    return [`${bound} cannot hold before the body was read, give when as after_body`];
  }
  if (typeof rule['from'] === 'number' && typeof rule['to'] === 'number' && rule['from'] > rule['to']) {
    return [`from ${rule['from']} is after to ${rule['to']}`];
  }
  return [];
}

function toRule(rule: Readonly<Record<string, unknown>>, index: number): FaultRule {
  return {
    name: textOf(rule['name']) ?? `rule ${index + 1}`,
    when: {
      on: toList(rule['on']) as readonly OperationName[],
      nth: numbersOf(rule['nth']),
      from: Number(rule['from'] ?? 1),
      to: Number(rule['to'] ?? Number.POSITIVE_INFINITY),
      probability: Number(rule['probability'] ?? 1),
      image: textOf(rule['image']),
      imageName: textOf(rule['image_name']),
      perImage: rule['per_image'] === true,
    },
    fault: rule as unknown as InjectedFault,
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function toList(value: unknown): readonly string[] {
  return ([] as unknown[]).concat(value).map(String);
}
