import { amlCloudFrom } from '../aml/aml-cloud.ts';
import { createRestClient } from '../aml/rest/rest-client.ts';
import { keepTokens, type Tokens } from '../aml/rest/tokens.ts';
import type { AmlSession } from '../aml/session.ts';
import { resolveWorkspace } from '../aml/workspace-config.ts';
import { retryingFlow } from '../flow/flow-control.ts';
import type { AmlSeams } from './aml-command.ts';
import type { ParsedOptions } from './option-parser.ts';
import type { CommandContext } from './terminal.ts';

/** What a command of `aml` works with. */
export interface AmlTools {
  readonly session: AmlSession;
  readonly tokens: Tokens;
  readonly context: CommandContext;
  /** Ends at the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** A GUID. */
  readonly newId: () => string;
}

/** Finds the workspace and the identity; no request leaves before the command's first. */
export async function openSession(
  { values }: ParsedOptions,
  context: CommandContext,
  { createCredential, clock, newId }: AmlSeams,
  signal: AbortSignal,
): Promise<AmlTools> {
  const { env, currentFolder, terminal } = context;
  const flags = {
    subscription: values['subscription'],
    resourceGroup: values['resource_group'],
    name: values['workspace'],
  };
  const workspace = await resolveWorkspace(flags, env, currentFolder);
  const cloud = amlCloudFrom(env);
  const tokens = keepTokens(() => createCredential(env), clock);
  const flow = retryingFlow({
    clock,
    onRetry: ({ waitMs }) =>
      terminal.err(`Azure is busy or silent: again in ${Math.ceil(waitMs / 1000)} s.\n`),
  });
  return {
    session: { workspace, cloud, client: createRestClient(tokens, flow), clock },
    tokens,
    context,
    signal,
    newId,
  };
}
