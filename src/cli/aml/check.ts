import { findingsTable } from '../../aml/check/findings-table.ts';
import { runChecks } from '../../aml/check/run-checks.ts';
import { anyText } from '../../config/option.ts';
import type { AmlCommand } from './command.ts';
import { HELP_FLAG, WORKSPACE_OPTIONS } from './options/workspace-options.ts';
import { EXIT } from '../command/terminal.ts';

/** `parallel-run-ocr aml check` */
export const checkCommand: AmlCommand = {
  name: 'check',
  about:
    'Says who you are to Azure, and tries everything that a run needs: the workspace, its key vault, a datastore, the compute and its quota. It changes nothing.',
  options: {
    values: {
      ...WORKSPACE_OPTIONS,
      key_vault: {
        value: 'NAME|URL',
        description: 'The vault to try',
        default: "the workspace's own",
        check: anyText,
      },
      datastore: {
        value: 'NAME',
        description: 'The datastore to list',
        default: 'workspaceblobstore',
        check: anyText,
      },
      compute: { value: 'NAME', description: 'The cluster to look at, with its quota', check: anyText },
    },
    lists: {
      secret: {
        value: 'NAME',
        description: 'A secret to ask for, never shown; may be repeated',
        check: anyText,
      },
    },
    flags: HELP_FLAG,
  },
  examples: [
    ['check', 'the workspace of .azureml/config.json'],
    ['check --compute ocr-cluster --secret readapisecret', 'with the cluster, its quota and one secret'],
  ],
  notes: [
    'It tries with your identity. A job reads secrets and data with the identity of its cluster, which needs the same roles.',
  ],
  async run({ values, lists }, { session, tokens, context, signal }) {
    const checks = {
      keyVault: values['key_vault'] ?? null,
      secrets: lists['secret'] ?? [],
      datastore: values['datastore'] ?? 'workspaceblobstore',
      compute: values['compute'] ?? null,
    };
    const findings = await runChecks(session, tokens, checks, signal);
    context.terminal.out(findingsTable(findings));
    return findings.some(({ verdict }) => verdict === 'failed') ? EXIT.azureRefused : EXIT.ok;
  },
};
