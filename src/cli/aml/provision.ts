import { resolve } from 'node:path';
import { cluster } from '../../aml/assets/compute.ts';
import { componentVersion } from '../../aml/assets/component.ts';
import { dataAsset, datastore } from '../../aml/assets/data.ts';
import { ensure, type EnsureReport } from '../../aml/assets/ensure.ts';
import { ensureCode } from '../../aml/assets/ensure-code.ts';
import { environment } from '../../aml/assets/environment-spec.ts';
import { parallelComponentSpec } from '../../aml/assets/parallel-component.ts';
import { readSnapshot } from '../../aml/assets/snapshot.ts';
import { readWorkspace } from '../../azure/read-workspace.ts';
import { assetId } from '../../aml/workspace-paths.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import type { ParsedOptions } from '../../config/parse-options.ts';
import type { AmlCommand } from './command.ts';
import { reportEnsured } from './ensure-report.ts';
import { type Part, PARTS, PROVISION_OPTIONS } from './options/provision-options.ts';
import type { AmlTools } from './open-session.ts';
import { EXIT } from '../command/exit-codes.ts';

type ProvisionValues = ParsedOptions<typeof PROVISION_OPTIONS>;

/** `parallel-run-ocr aml provision` */
export const provisionCommand: AmlCommand<typeof PROVISION_OPTIONS> = {
  about:
    'Creates the resources that a run needs: a datastore, a data asset, a cluster that starts without nodes, the environment and the parallel component. Each is read first: missing resources are created, those that can be changed are updated, and other existing resources are left unchanged.',
  options: PROVISION_OPTIONS,
  examples: [
    [
      '--storage_account ocrimages --container images --image registry.azurecr.io/parallel-run-ocr:1',
      'all required resources, in an empty workspace',
    ],
    ['--only compute --max_nodes 8 --dry_run', 'preview resizing the cluster'],
    [
      '--only component --component parallel_run_ocr:2',
      'a new version of the component, after a change to the entry script',
    ],
  ],
  notes: [
    'No roles are assigned. The identity of the cluster needs Storage Blob Data Reader where the images are, Storage Blob Data Contributor where the rows go, and Key Vault Secrets User on the vault.',
  ],
  exitCodes: ['failed', 'interrupted'],
  async run({ values }, tools) {
    const plan = checkPlan(values);
    await reportEnsured(tools, values, async (report) => {
      for (const part of plan) await provision(part, values, tools, report);
    });
    return EXIT.ok;
  },
};

/** @throws ConfigurationError when a part given with --only lacks the options that it needs */
function checkPlan(values: ProvisionValues): readonly Part[] {
  const requested = new Set(values.only);
  const missingFor = (part: Part): string | null => {
    if (part === 'datastore' && (values.storage_account === undefined || values.container === undefined)) {
      return '--storage_account and --container';
    }
    if (part === 'data' && (values.data === undefined || values.data_path === undefined)) {
      return '--data and --data_path';
    }
    return part === 'environment' && values.image === undefined ? '--image' : null;
  };
  const pairs = [
    ['storage_account', 'container'],
    ['data', 'data_path'],
  ] as const;
  const halves = pairs.filter(
    ([one, other]) => (values[one] === undefined) !== (values[other] === undefined),
  );
  const problems = [
    ...halves.map(([one, other]) => `--${one} and --${other} go together: give both or neither.`),
    ...PARTS.filter((part) => requested.has(part) && missingFor(part) !== null).map(
      (part) => `--only ${part} needs ${missingFor(part) ?? ''}.`,
    ),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
  return PARTS.filter((part) => (requested.size === 0 ? missingFor(part) === null : requested.has(part)));
}

async function provision(
  part: Part,
  values: ProvisionValues,
  tools: AmlTools,
  report: EnsureReport,
): Promise<void> {
  const { session, signal } = tools;
  const { workspace } = session;
  switch (part) {
    case 'datastore': {
      const { storage_account: account = '', container = '', storage_endpoint: endpoint } = values;
      const place = { name: values.datastore, account, container, endpoint };
      return ensure(session, datastore(workspace, place), report, signal);
    }
    case 'data': {
      const { data: name, data_path: path, datastore: store } = values;
      if (name === undefined || path === undefined) return undefined;
      return ensure(session, dataAsset(workspace, name, store, path), report, signal);
    }
    case 'compute': {
      const { region } = await readWorkspace(session, signal);
      const wanted = {
        name: values.compute,
        region,
        vmSize: values.vm_size ?? null,
        lowPriority: values.low_priority ? (true as const) : null,
        maxNodes: values.max_nodes ?? null,
        idleSeconds: values.idle_seconds ?? null,
      };
      return ensure(session, cluster(workspace, wanted), report, signal);
    }
    case 'environment': {
      const { environment: name, image = '' } = values;
      return ensure(session, environment(workspace, name, image), report, signal);
    }
    case 'component':
      return provisionComponent(values, tools, report);
  }
}

async function provisionComponent(
  values: ProvisionValues,
  { session, context, signal }: AmlTools,
  report: EnsureReport,
): Promise<void> {
  const { workspace } = session;
  const { snapshot: folder, environment: name } = values;
  const snapshot = await readSnapshot(folder === undefined ? null : resolve(context.currentFolder, folder));
  const spec = parallelComponentSpec({
    code: await ensureCode(session, snapshot, report, signal),
    environment: assetId(workspace, 'environments', name),
  });
  await ensure(session, componentVersion(workspace, values.component, spec), report, signal);
}
