import { runChecks } from '../../aml/check/run-checks.ts';
import { anyText } from '../../config/option.ts';
import { grouped } from '../../config/parse-options.ts';
import type { AmlCommand } from './command.ts';
import { DEFAULT_DATASTORE } from './options/asset-options.ts';
import { noteProxies } from '../check/note-proxies.ts';
import { showSteps } from '../check/show-steps.ts';
import { EXIT } from '../command/exit-codes.ts';
import { JSON_OUTPUT } from '../command/json-output.ts';

const OPTIONS = {
  ...JSON_OUTPUT,
  ...grouped('What to check', {
    key_vault: {
      value: 'NAME|URL',
      description: 'The vault',
      defaultDescription: "the workspace's own",
      type: anyText,
    },
    secret: {
      value: 'NAME',
      description: 'A secret to read; its value is never shown',
      type: anyText,
      repeatable: true,
    },
    datastore: {
      value: 'NAME',
      description: 'The datastore to list',
      default: DEFAULT_DATASTORE,
      type: anyText,
    },
    compute: { value: 'NAME', description: 'The cluster to check, with its quota', type: anyText },
  }),
};

/** `parallel-run-ocr aml check` */
export const checkCommand: AmlCommand<typeof OPTIONS> = {
  about:
    'Shows your identity in Azure and checks everything that a run needs: the workspace, its key vault, a datastore, the compute and its quota. It changes nothing.',
  options: OPTIONS,
  examples: [
    ['', 'the workspace of .azureml/config.json'],
    ['--compute ocr-cluster --secret readapisecret', 'with the cluster, its quota and one secret'],
  ],
  notes: [
    'All checks use your identity. A job reads secrets and data with the identity of its cluster, which needs the same roles.',
  ],
  exitCodes: ['failed', 'interrupted'],
  async run({ values }, { session, tokens, context, signal }) {
    const checks = {
      keyVault: values.key_vault ?? null,
      secrets: values.secret,
      datastore: values.datastore,
      compute: values.compute ?? null,
    };
    const { terminal, env } = context;
    noteProxies(env, terminal);
    const works = await showSteps({ terminal, signal, json: values.json }, (steps) =>
      runChecks(session, tokens, checks, steps),
    );
    return works ? EXIT.ok : EXIT.failed;
  },
};
