import { type Check, describeProblem, problemsOf } from './check.ts';
import { objectOf } from './compound-checks.ts';
import { ConfigurationError } from './errors.ts';
import { isRecord } from './is-record.ts';
import { anything, wholeNumberCheck } from './value-checks.ts';

/** Faults that are made on purpose: `{"seed"?, "rules": [{"fault", …}]}`, or the list of rules. */
export interface RuleScript {
  readonly seed: number;
  readonly rules: readonly Readonly<Record<string, unknown>>[];
}

/** The fields of a fault beside its conditions. */
export interface FaultFields {
  readonly required?: Readonly<Record<string, Check>>;
  readonly optional?: Readonly<Record<string, Check>>;
}

const head = objectOf({ rules: anything }, { seed: wholeNumberCheck });

/**
 * @param source what names the script in problems
 * @param example a sentence that shows a script
 * @param problemsOfRule those of one rule, each of which names it; a rule without any is an object
 * @throws ConfigurationError with every problem
 */
export function parseRuleScript(
  json: string,
  source: string,
  example: string,
  problemsOfRule: (rule: unknown, index: number) => readonly string[],
): RuleScript {
  const parsed = parse(json, source);
  const script = isRecord(parsed) ? parsed : { rules: parsed };
  const { seed = 1, rules } = script;
  if (!Array.isArray(rules)) throw new ConfigurationError([`${source}: "rules" is missing. ${example}`]);
  const problems = [
    ...problemsOf(head, script).map((problem) => describeProblem(problem, 'the script')),
    ...rules.flatMap((rule: unknown, index) => problemsOfRule(rule, index)),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems.map((problem) => `${source}: ${problem}`));
  return { seed: Number(seed), rules: rules as RuleScript['rules'] };
}

function parse(json: string, source: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new ConfigurationError([`${source} is not JSON: ${(error as Error).message}`], { cause: error });
  }
}

/** Of a field with one number or several; null when it is not given. */
export function numbersOf(value: unknown): readonly number[] | null {
  return value === undefined ? null : ([] as number[]).concat(value as number | number[]);
}
