import { flatError } from '../error-responses.ts';
import { type EmulatorResponse, parseJsonObject } from './http.ts';

/** The state that the control paths change. */
export interface Controls {
  stats(): object;
  rotateKey(next?: string): string;
  /** Clears statistics, operations, rate windows and the counts of the fault rules; the key stays. */
  reset(): void;
}

/**
 * `GET /_emulator/stats`, `POST /_emulator/keys` (`{"key": "…"}`, or no body for the next one), `POST /_emulator/reset`.
 * No key is needed, and these requests are not counted.
 */
export function handleControl(
  method: string,
  path: string,
  body: Buffer,
  controls: Controls,
): EmulatorResponse {
  switch (`${method} ${path}`) {
    case 'GET /_emulator/stats':
      return { status: 200, body: controls.stats() };
    case 'POST /_emulator/keys':
      return rotate(body, controls);
    case 'POST /_emulator/reset':
      controls.reset();
      return { status: 204 };
    default:
      return flatError(
        404,
        'NotFound',
        `There is no ${method} ${path}. There are GET /_emulator/stats, POST /_emulator/keys and POST /_emulator/reset.`,
      );
  }
}

export const isControlPath = (path: string): boolean => path.startsWith('/_emulator/');

function rotate(body: Buffer, controls: Controls): EmulatorResponse {
  if (body.length === 0) return { status: 200, body: { key: controls.rotateKey() } };
  const { key } = parseJsonObject(body);
  if (typeof key === 'string' && key !== '') return { status: 200, body: { key: controls.rotateKey(key) } };
  return flatError(400, 'BadRequest', 'Send {"key": "…"}, or no body for the next key.');
}
