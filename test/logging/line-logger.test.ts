import { describe, expect, it } from 'vitest';
import { lineLogger } from '../../src/logging/line-logger.ts';
import { LOGGING_LEVELS, type LoggingLevel } from '../../src/logging/logger.ts';
import { Secret } from '../../src/secrets/secret.ts';

function logged(threshold: LoggingLevel = 'DEBUG') {
  const lines: string[] = [];
  return { lines, logger: lineLogger(threshold, (line) => lines.push(line)) };
}

describe('a log line', () => {
  it('has its level, its message, and its fields, which are quoted where they have to be', () => {
    const { lines, logger } = logged();
    logger.warning('Image failed', {
      file: 'a.jpg',
      reason: 'no room',
      code: 'x=y',
      quote: '"',
      empty: '',
      count: 3,
      nothing: null,
      missing: undefined,
    });
    expect(lines).toEqual([
      'WARNING Image failed file=a.jpg reason="no room" code="x=y" quote="\\"" empty="" count=3 nothing=null\n',
    ]);
  });

  it.each(['\n', '\r\n', '\r', '\u0085', '\u2028', '\u2029', '\n\n'])(
    'stays one line with %j in it',
    (end) => {
      const { lines, logger } = logged();
      logger.error(`one${end}two`, { field: `one${end}two` });
      expect(lines[0]).toMatch(/^ERROR one \| two field="one.*two"\n$/);
      expect(lines[0]?.slice(0, -1)).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
    },
  );

  it('has no secret, in its message or in a field', () => {
    const { lines, logger } = logged();
    expect(new Secret('c4nary-of-the-log')).toBeDefined();
    logger.info('key c4nary-of-the-log', { key: 'c4nary-of-the-log' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('c4nary');
  });
});

it.each(LOGGING_LEVELS)('at %s, lines of this level and above are written', (threshold) => {
  const { lines, logger } = logged(threshold);
  logger.debug('x');
  logger.info('x');
  logger.warning('x');
  logger.error('x');
  const levels = LOGGING_LEVELS.slice(LOGGING_LEVELS.indexOf(threshold));
  expect(lines).toEqual(levels.map((level) => `${level} x\n`));
});
