import type { OperationName } from '../operations.ts';
import type { Random } from '../../flow/retry-schedule.ts';
import { seededRandom } from '../../flow/seeded-random.ts';
import type { InjectedFault, FaultConditions, FaultRule, FaultScript } from './fault.ts';

/** The properties of a request that rules can match. */
interface FaultSubject {
  readonly operation: OperationName;
  /** Null before the body is read, and for requests without an image. */
  readonly sha256: string | null;
}

interface RuleState {
  readonly random: Random;
  readonly counts: Map<string, number>;
}

/** Every matching rule counts the request; the first that fires decides. */
export class FaultPicker {
  readonly #script: FaultScript;
  readonly #imageNames: ReadonlyMap<string, string>;
  #states: ReadonlyMap<FaultRule, RuleState>;

  constructor(script: FaultScript, imageNames: ReadonlyMap<string, string> = new Map()) {
    this.#script = script;
    this.#imageNames = imageNames;
    this.#states = freshStates(script);
  }

  /** Called once per request before its body is read: only resets at that moment can fire. */
  beforeBody(operation: OperationName): InjectedFault | null {
    return this.#pick(isBeforeBody, { operation, sha256: null });
  }

  /** Called once per request after its body was read, for all other faults. */
  afterBody(subject: FaultSubject): InjectedFault | null {
    return this.#pick((fault) => !isBeforeBody(fault), subject);
  }

  reset(): void {
    this.#states = freshStates(this.#script);
  }

  #pick(isDue: (fault: InjectedFault) => boolean, subject: FaultSubject): InjectedFault | null {
    let picked: InjectedFault | null = null;
    for (const [rule, state] of this.#states) {
      if (!isDue(rule.fault) || !matches(rule.when, subject, this.#imageNames)) continue;
      if (fires(rule.when, subject, state)) picked ??= rule.fault;
    }
    return picked;
  }
}

function freshStates(script: FaultScript): ReadonlyMap<FaultRule, RuleState> {
  return new Map(
    script.rules.map((rule, index) => [
      rule,
      { random: seededRandom(`${script.seed}:${index}`), counts: new Map<string, number>() },
    ]),
  );
}

const isBeforeBody = (fault: InjectedFault) => fault.fault === 'reset' && fault.when === 'before_body';

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
