import { expect, it } from 'vitest';
import { logRetries } from '../../src/flow/log-retries.ts';
import { lineLogger } from '../../src/logging/line-logger.ts';

it('warns of a repetition that may cost money, and mentions others in debug logs', () => {
  const lines: string[] = [];
  const onRetry = logRetries(lineLogger('DEBUG', (line) => lines.push(line)));
  onRetry({ kind: 'poll', attempt: 0, waitMs: 250.4, code: '429', mayBeBilled: false });
  onRetry({ kind: 'submit', attempt: 1, waitMs: 1000, code: 'ECONNRESET', mayBeBilled: true });
  expect(lines).toEqual([
    'DEBUG Trying a request again call=poll attempt=1 wait_ms=250 reason=429\n',
    'WARNING Sending again a request whose lost answer may be billed call=submit attempt=2 wait_ms=1000 reason=ECONNRESET\n',
  ]);
});
