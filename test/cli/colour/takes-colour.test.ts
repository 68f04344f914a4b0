import { WriteStream } from 'node:tty';
import { describe, expect, it } from 'vitest';
import { takesColour } from '../../../src/cli/colour/takes-colour.ts';

/** Node's own answer for a terminal. */
const terminal = { getColorDepth: (env?: object) => WriteStream.prototype.getColorDepth(env) };
const pipe = {};
const XTERM = { TERM: 'xterm-256color' };

describe('takesColour', () => {
  it.each<[boolean, NodeJS.ProcessEnv]>([
    [true, XTERM],
    [true, { ...XTERM, NO_COLOR: '' }],
    [false, { ...XTERM, NO_COLOR: '1' }],
    [false, { ...XTERM, NO_COLOR: '0' }],
    [false, { ...XTERM, NO_COLOR: '1', FORCE_COLOR: '1' }],
    [false, { TERM: 'dumb' }],
    [true, { TERM: 'dumb', FORCE_COLOR: '1' }],
    [false, { ...XTERM, FORCE_COLOR: '0' }],
  ])('is %s for a terminal with %j', (expected, env) => {
    expect(takesColour(terminal, env)).toBe(expected);
  });

  it.each<[boolean, NodeJS.ProcessEnv]>([
    [false, XTERM],
    [true, { FORCE_COLOR: '' }],
    [true, { FORCE_COLOR: '3' }],
    [true, { FORCE_COLOR: 'true' }],
    [false, { FORCE_COLOR: '0' }],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }],
  ])('is %s for a pipe with %j', (expected, env) => {
    expect(takesColour(pipe, env)).toBe(expected);
  });
});
