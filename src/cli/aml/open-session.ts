import type { TokenCredential } from '@azure/core-auth';
import { type Cloud, cloudFrom } from '../../azure/cloud.ts';
import { createRestClient } from '../../azure/rest/rest-client.ts';
import { cacheTokens, type TokenCache } from '../../azure/tokens/token-cache.ts';
import type { AmlSession } from '../../aml/aml-session.ts';
import { tokenGuard } from '../../azure/tokens/token-hosts.ts';
import { resolveWorkspace } from '../../aml/workspace-config.ts';
import type { Environment } from '../../config/environment.ts';
import type { ParsedOptions } from '../../config/parse-options.ts';
import type { Clock } from '../../flow/clock.ts';
import { registerSecretsIn } from '../../redaction/environment-secrets.ts';
import { retryingFlow } from '../../flow/retrying-flow.ts';
import { proxiesFrom } from '../../network/proxies.ts';
import type { RestClient } from '../../azure/rest/request.ts';
import type { CommandContext, Terminal } from '../command/terminal.ts';
import type { WORKSPACE_OPTIONS } from './options/workspace-options.ts';

/** Dependencies that tests replace. */
export interface AmlDependencies {
  readonly createCredential: (env: Environment, cloud: Cloud) => Promise<TokenCredential>;
  readonly clock: Clock;
  /** A GUID. */
  readonly newId: () => string;
}

/** What every `aml` command receives. */
export interface AmlTools {
  readonly session: AmlSession;
  readonly tokens: TokenCache;
  readonly context: CommandContext;
  /** Aborted at the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** A GUID. */
  readonly newId: () => string;
}

/** Resolves the workspace and prepares the identity; sends no request itself. */
export async function openSession(
  values: ParsedOptions<typeof WORKSPACE_OPTIONS>,
  context: CommandContext,
  { createCredential, clock, newId }: AmlDependencies,
): Promise<AmlTools> {
  const { env, currentFolder, terminal } = context;
  registerSecretsIn(env);
  const flags = {
    subscription: values.subscription,
    resourceGroup: values.resource_group,
    name: values.workspace,
  };
  const workspace = await resolveWorkspace(flags, env, currentFolder);
  const cloud = cloudFrom(env);
  const tokens = cacheTokens(() => createCredential(env, cloud), clock);
  const flow = retryingFlow({
    clock,
    onRetry: ({ waitMs }) =>
      terminal.note(`Azure is busy or does not respond: retrying in ${Math.ceil(waitMs / 1000)} s.\n`),
  });
  return {
    session: {
      workspace,
      cloud,
      client: detailed(createRestClient(tokens, flow, tokenGuard(cloud), proxiesFrom(env)), terminal),
      clock,
    },
    tokens,
    context,
    signal: context.watchInterrupts().drain,
    newId,
  };
}

/** Tells of each request with `--verbose`. */
function detailed(client: RestClient, terminal: Terminal): RestClient {
  return {
    send(request, signal) {
      terminal.detail(`${request.method} ${request.url}\n`);
      return client.send(request, signal);
    },
  };
}
