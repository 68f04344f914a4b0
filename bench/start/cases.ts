export interface StartCase {
  readonly name: string;
  readonly argv: readonly string[];
  /** CPU seconds from the start of the process until `init()` returns; null where nothing was wanted. */
  readonly goalSeconds: number | null;
}

const READ = ['--store', 'off', '--logging_level', 'ERROR', '--kv_readapi', 'readapisecret'];
const VAULT = [...READ, '--key_vault', 'emulator'];

export const CASES: readonly StartCase[] = [
  {
    name: 'init() with secrets from the environment',
    argv: [...READ, '--secrets', 'env'],
    goalSeconds: 0.35,
  },
  { name: 'init() with secrets from the vault', argv: VAULT, goalSeconds: 0.5 },
  {
    name: 'init() with secrets from the vault and a detector',
    argv: [...VAULT, '--kv_customimage', 'customimagesecret'],
    goalSeconds: 0.55,
  },
];
