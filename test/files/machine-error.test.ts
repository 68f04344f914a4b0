import { getSystemErrorMap } from 'node:util';
import { describe, expect, it } from 'vitest';
import { limitSaidIn, machineError, unexplainedLimit } from '../../src/files/machine-error.ts';

function systemError(name: string, fields: object): Error {
  const [errno, [, words]] = [...getSystemErrorMap()].find(([, [code]]) => code === name) ?? [0, ['', '']];
  return Object.assign(new Error(`${name}: ${words}`), { errno, code: name, ...fields });
}

describe('a limit of the machine', () => {
  it.each([
    ['ENOSPC', { syscall: 'write' }, /^Cannot write: no space left on device \(ENOSPC\); free space/],
    [
      'EROFS',
      { syscall: 'mkdir', path: '/ro/x' },
      /^Cannot mkdir \/ro\/x: read-only file system \(EROFS\); use/,
    ],
    [
      'EMFILE',
      { syscall: 'open', path: '/a' },
      /^Cannot open \/a: too many open files \(EMFILE\); .*ulimit -n\)\.$/,
    ],
    ['ENFILE', { syscall: 'open', path: '/a' }, /^Cannot open \/a: file table overflow \(ENFILE\); end/],
    ['EAGAIN', { syscall: 'spawn python3', path: 'python3' }, /\(EAGAIN\); .*ulimit -u\)/],
    ['ENOMEM', { syscall: 'spawn' }, /^Cannot spawn: not enough memory \(ENOMEM\); free memory/],
    ['EFBIG', { syscall: 'write' }, /^Cannot write: file too large \(EFBIG\); .*ulimit -f\)/],
    [
      'EACCES',
      { syscall: 'open', path: '/root/x' },
      /^Cannot open \/root\/x: permission denied \(EACCES\); use/,
    ],
    [
      'ENAMETOOLONG',
      { syscall: 'open', path: '/x' },
      /^Cannot open \/x: name too long \(ENAMETOOLONG\); use/,
    ],
    ['EIO', { syscall: 'read' }, /^Cannot read: i\/o error \(EIO\); check the disk\.$/],
  ])('%s is one sentence with what to do', (name, fields, sentence) => {
    const error = unexplainedLimit(systemError(name, fields));
    expect(error?.message).toMatch(sentence);
    expect(error?.message).not.toContain('\n');
    expect(error).toMatchObject({ code: 'machine_limit' });
  });

  it.each([
    ['a defect', new TypeError('x is not a function')],
    ['a file that should be there', systemError('ENOENT', { syscall: 'open', path: '/package/x.js' })],
    ['no error', 'text'],
    ['nothing', undefined],
  ])('%s is none', (_, error) => {
    expect(unexplainedLimit(error)).toBeNull();
  });
});

it('says what cannot be done, for any error of the system', () => {
  const missing = systemError('ENOENT', { syscall: 'mkdtemp' });
  expect(machineError('TMPDIR: /x cannot be used', missing)?.message).toBe(
    'TMPDIR: /x cannot be used: no such file or directory (ENOENT).',
  );
  expect(machineError('The rows cannot be written', new RangeError('a defect'))).toBeNull();
});

describe('a limit that another process met', () => {
  const said = unexplainedLimit(systemError('EMFILE', { syscall: 'open', path: '/a.js' }))?.message ?? '';

  it.each(['', 'MachineError: ', 'entry.parallel_run_entry.WorkerError: ', 'Its last lines:\nError: '])(
    'is known after %j',
    (before) => {
      expect(limitSaidIn(`${before}${said}`)).toMatchObject({ code: 'machine_limit', message: said });
    },
  );

  it.each([
    'the disk said (EMFILE)',
    `${said} Or so.`,
    unexplainedLimit(systemError('EACCES', { syscall: 'open', path: '/data.csv' }))?.message ?? '',
  ])('is not %j', (text) => {
    expect(limitSaidIn(text)).toBeNull();
  });
});
