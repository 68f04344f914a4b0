import { readWorkspace, type WorkspaceFacts } from '../../azure/read-workspace.ts';
import { type StepOutcome, runStep, type StepTools } from '../../checks/step-runner.ts';
import type { AmlSession } from '../aml-session.ts';

export function checkWorkspace(
  session: AmlSession,
  identity: StepOutcome<unknown>,
  tools: StepTools,
): Promise<StepOutcome<WorkspaceFacts>> {
  return runStep(tools, 'Workspace', [identity], async () => {
    const value = await readWorkspace(session, tools.signal);
    const { region, state, publicAccess, legacyMode } = value;
    const detail = `${session.workspace.name} in ${region}, ${state}, public network access ${publicAccess}`;
    if (!legacyMode) return { value, detail, warning: state !== 'Succeeded' };
    return {
      value,
      detail: `${detail}\nIts v1_legacy_mode is on: it accepts only v1 published pipelines (aml invoke), and rejects the requests of submit, provision and publish.`,
      warning: true,
    };
  });
}
