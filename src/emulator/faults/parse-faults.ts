import { ConfigurationError } from '../../contract/errors.ts';
import { OPERATIONS, type OperationName } from '../operations.ts';
import {
  BAD_BODIES,
  type Fault,
  type FaultRule,
  type FaultScript,
  LOCATIONS,
  OPERATION_FATES,
  RESET_MOMENTS,
  STATUS_BODIES,
} from './fault.ts';
import * as fields from './fields.ts';

const STARTS = ['read.submit', 'document-intelligence.analyze'] satisfies readonly OperationName[];
/** The calls that a fault about operations can be for. */
const CALLS_OF: Readonly<Partial<Record<string, readonly string[]>>> = {
  operation: [...STARTS, 'read.sync' satisfies OperationName],
  operation_location: STARTS,
};

const FAULTS: Readonly<Record<Fault['fault'], fields.Fields>> = {
  throttle: { optional: { retry_after: fields.isSeconds, header: fields.isBoolean } },
  status: {
    required: { status: fields.isErrorStatus },
    optional: { body: fields.oneOf(STATUS_BODIES), retry_after: fields.isSeconds },
  },
  reset: { required: { when: fields.oneOf(RESET_MOMENTS) } },
  hang: { optional: { seconds: fields.isSeconds } },
  slow_body: { required: { seconds: fields.isSeconds } },
  bad_body: { required: { body: fields.oneOf(BAD_BODIES) } },
  operation_location: {
    required: { location: fields.oneOf(LOCATIONS) },
    optional: { host: fields.isOrigin },
  },
  operation: { required: { ends: fields.oneOf(OPERATION_FATES) } },
  rotate_key: {},
};

const CONDITIONS = {
  name: fields.isText,
  nth: fields.oneOrMore(fields.isCount),
  from: fields.isCount,
  to: fields.isCount,
  probability: fields.isProbability,
  image: fields.isHash,
  image_name: fields.isText,
  per_image: fields.isBoolean,
};

/**
 * A script is `{"seed"?, "rules": [{"on", …conditions, "fault", …its fields}]}`.
 * @throws ConfigurationError with every problem, each naming its rule and field
 */
export function parseFaults(json: string, source: string): FaultScript {
  const script = parseJson(json, source);
  const rules = fields.isObject(script) ? script['rules'] : script;
  if (!Array.isArray(rules)) {
    throw new ConfigurationError([
      `${source}: "rules" is missing. A fault script looks like {"seed": 1, "rules": [{"on": "read.submit", "nth": 2, "fault": "throttle"}]}.`,
    ]);
  }
  const head = fields.isObject(script)
    ? fields.checkFields(script, { optional: { seed: fields.isInteger, rules: () => null } })
    : [];
  const problems = [...head, ...rules.flatMap((rule: unknown, index) => checkRule(rule, index))];
  if (problems.length > 0) throw new ConfigurationError(problems.map((problem) => `${source}: ${problem}`));
  const seed = fields.isObject(script) ? script['seed'] : undefined;
  return { seed: typeof seed === 'number' ? seed : 1, rules: rules.map(toRule) };
}

function parseJson(json: string, source: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new ConfigurationError([`${source} is not JSON: ${(error as Error).message}`], { cause: error });
  }
}

function checkRule(rule: unknown, index: number): readonly string[] {
  if (!fields.isObject(rule)) return [`rule ${index + 1} is ${JSON.stringify(rule)}, accepted is an object`];
  const label = `rule ${index + 1}${typeof rule['name'] === 'string' ? ` (${rule['name']})` : ''}`;
  const kind = Object.keys(FAULTS).find((known) => known === rule['fault']) as Fault['fault'] | undefined;
  if (kind === undefined) {
    return [
      `${label}: fault is ${JSON.stringify(rule['fault'])}, accepted are ${Object.keys(FAULTS).join(', ')}`,
    ];
  }
  const problems = fields.checkFields(rule, {
    required: {
      on: fields.oneOrMore(fields.oneOf(Object.keys(OPERATIONS))),
      fault: () => null,
      ...FAULTS[kind].required,
    },
    optional: { ...CONDITIONS, ...FAULTS[kind].optional },
  });
  return [...problems, ...(problems.length === 0 ? checkSense(rule) : [])].map(
    (problem) => `${label}: ${problem}`,
  );
}

/** Combinations that could never fire. */
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
  const nth = rule['nth'];
  return {
    name: textOf(rule['name']) ?? `rule ${index + 1}`,
    when: {
      on: toList(rule['on']) as readonly OperationName[],
      nth: nth === undefined ? null : ([] as number[]).concat(nth as number | number[]),
      from: Number(rule['from'] ?? 1),
      to: Number(rule['to'] ?? Number.POSITIVE_INFINITY),
      probability: Number(rule['probability'] ?? 1),
      image: textOf(rule['image']),
      imageName: textOf(rule['image_name']),
      perImage: rule['per_image'] === true,
    },
    fault: rule as unknown as Fault,
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function toList(value: unknown): readonly string[] {
  return ([] as unknown[]).concat(value).map(String);
}
