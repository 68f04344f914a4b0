import type { Environment } from '../config/environment.ts';
import type { WorkerOptions } from '../config/worker-options.ts';
import type { CloudSetting } from './cloud-evidence.ts';
import { type Cloud, cloudFrom } from './cloud.ts';
import { endpointBase } from './service-endpoint.ts';

/**
 * The cloud that the entry script's arguments and the environment are about.
 *
 * @throws ConfigurationError when they are about different clouds
 */
export function workerCloud({ service, secrets, customVision }: WorkerOptions, env: Environment): Cloud {
  const reading = setting('--read_endpoint', endpointBase(service.endpoint ?? ''));
  const vault = setting('--key_vault', secrets.origin === 'vault' ? secrets.keyVault : null);
  const detecting = setting('--custom_vision_endpoint', endpointBase(customVision.endpoint ?? ''));
  return service.auth === 'entra'
    ? cloudFrom(env, { signedIn: [vault, reading], keyed: [detecting] })
    : cloudFrom(env, { signedIn: [vault], keyed: [reading, detecting] });
}

function setting(name: string, value: string | null): CloudSetting {
  return { name, value: value ?? '' };
}
