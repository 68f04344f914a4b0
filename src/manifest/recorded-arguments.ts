import { HOST_NAMES, OPTION_NAMES } from '../config/parse-arguments.ts';
import { tokenize } from '../config/tokenize.ts';
import { knownSecrets } from '../redaction/known-secrets.ts';
import { type Manifest, MOST_ARGUMENT_BYTES } from './manifest.ts';

type RecordedArguments = Pick<Manifest, 'arguments' | 'host_arguments'> & {
  readonly leftOut: readonly string[];
};

/**
 * What `init` was given: our own arguments, and settings of AML that are numbers. Arguments that are neither are not recorded,
 * because anything may be in them.
 */
export function recordedArguments(argv: readonly string[]): RecordedArguments {
  const { values } = tokenize(argv, [...OPTION_NAMES, ...HOST_NAMES]);
  const own = OPTION_NAMES.flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [[name, knownSecrets.redactMessage(value)] as const];
  });
  const host = HOST_NAMES.flatMap((name) => {
    const number = Number(values[name] ?? '');
    return values[name] && Number.isFinite(number) ? [[name, number] as const] : [];
  });
  return {
    arguments: Object.fromEntries(own.filter(fits)),
    host_arguments: Object.fromEntries(host),
    leftOut: own.filter((argument) => !fits(argument)).map(([name]) => name),
  };
}

function fits([, value]: readonly [name: string, value: string]): boolean {
  return Buffer.byteLength(value) <= MOST_ARGUMENT_BYTES;
}
