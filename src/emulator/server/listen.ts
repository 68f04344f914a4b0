import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationError } from '../../contract/errors.ts';

/**
 * @returns the port
 * @throws ConfigurationError when the address cannot be listened on
 */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port, host)));
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): Error {
  const why =
    error.code === 'EADDRINUSE'
      ? `Port ${port} of ${host} is used by another program. Give another --port, or 0 for any free port.`
      : `The emulator cannot listen on port ${port} of ${JSON.stringify(host)} (${error.code}). Give another --host or --port.`;
  return new ConfigurationError([why], { cause: error });
}
