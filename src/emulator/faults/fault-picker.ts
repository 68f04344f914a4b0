import type { OperationName } from '../operations.ts';
import { type Random, seededRandom } from '../random.ts';
import type { Fault, FaultConditions, FaultRule, FaultScript } from './fault.ts';

/** What is known of a request when the rules are asked. */
interface FaultSubject {
  readonly operation: OperationName;
  /** Null while the body is unread, and for calls that are about no image. */
  readonly sha256: string | null;
}

export interface FaultPicker {
  /** Asked once per request before its body is read: only resets at that moment can fire. */
  beforeBody(operation: OperationName): Fault | null;
  /** Asked once per request after its body was read, for all other faults. */
  afterBody(subject: FaultSubject): Fault | null;
  reset(): void;
}

interface RuleState {
  readonly random: Random;
  readonly counts: Map<string, number>;
}

/** Every matching rule counts the request; the first that fires decides. */
export function createFaultPicker(
  script: FaultScript,
  imageNames: ReadonlyMap<string, string> = new Map(),
): FaultPicker {
  let states = freshStates(script);
  const pick = (rules: readonly FaultRule[], subject: FaultSubject): Fault | null => {
    let decided: Fault | null = null;
    for (const rule of rules.filter(({ when }) => matches(when, subject, imageNames))) {
      const state = states.get(rule);
      if (state !== undefined && fires(rule.when, subject, state)) decided ??= rule.fault;
    }
    return decided;
  };
  const early = script.rules.filter(({ fault }) => isBeforeBody(fault));
  const late = script.rules.filter(({ fault }) => !isBeforeBody(fault));
  return {
    beforeBody: (operation) => pick(early, { operation, sha256: null }),
    afterBody: (subject) => pick(late, subject),
    reset: () => {
      states = freshStates(script);
    },
  };
}

function freshStates(script: FaultScript): ReadonlyMap<FaultRule, RuleState> {
  return new Map(
    script.rules.map((rule, index) => [
      rule,
      { random: seededRandom(`${script.seed}:${index}`), counts: new Map<string, number>() },
    ]),
  );
}

const isBeforeBody = (fault: Fault) => fault.fault === 'reset' && fault.when === 'before_body';

function matches(
  when: FaultConditions,
  { operation, sha256 }: FaultSubject,
  imageNames: ReadonlyMap<string, string>,
): boolean {
  if (!when.on.includes(operation)) return false;
  if (when.image !== null && sha256?.startsWith(when.image) !== true) return false;
  if (when.imageName === null) return true;
  return sha256 !== null && imageNames.get(sha256) === when.imageName;
}

function fires(when: FaultConditions, { sha256 }: FaultSubject, state: RuleState): boolean {
  const counter = when.perImage ? (sha256 ?? '') : '';
  const count = (state.counts.get(counter) ?? 0) + 1;
  state.counts.set(counter, count);
  const drawn = when.probability === 1 || state.random() < when.probability;
  return drawn && count >= when.from && count <= when.to && (when.nth === null || when.nth.includes(count));
}
