import { resolve } from 'node:path';
import { cluster } from '../../aml/assets/compute.ts';
import { componentVersion } from '../../aml/assets/component.ts';
import { dataAsset, datastore } from '../../aml/assets/data.ts';
import { ensure, type EnsureReport } from '../../aml/assets/ensure.ts';
import { ensureCode } from '../../aml/assets/ensure-code.ts';
import { environment } from '../../aml/assets/environment.ts';
import { parallelComponentSpec } from '../../aml/assets/parallel-component.ts';
import { readSnapshot } from '../../aml/assets/snapshot.ts';
import { readWorkspace } from '../../azure/read-workspace.ts';
import { assetId } from '../../aml/workspace-paths.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { CLUSTER, COMPONENT, ENVIRONMENT, toAssetName } from './options/asset-options.ts';
import type { AmlCommand } from './command.ts';
import { ensureReport } from './ensure-report.ts';
import { type Part, PARTS, PROVISION_OPTIONS } from './options/provision-options.ts';
import type { AmlTools } from './session.ts';
import type { ParsedOptions } from '../command/option-parser.ts';
import { EXIT } from '../command/terminal.ts';

/** `parallel-run-ocr aml provision` */
export const provisionCommand: AmlCommand = {
  name: 'provision',
  about:
    'Gives the workspace what a run needs: a datastore, a data asset, a cluster without nodes, the environment and the parallel component. It asks for each first, writes what is missing, changes what can be changed and leaves the rest.',
  options: PROVISION_OPTIONS,
  examples: [
    [
      'provision --storage_account ocrimages --container images --image registry.azurecr.io/parallel-run-ocr:1',
      'everything, in an empty workspace',
    ],
    ['provision --only compute --max_nodes 8 --dry_run', 'what would a bigger cluster need?'],
    [
      'provision --only component --component parallel_run_ocr:2',
      'the door changed: a new version of the component',
    ],
  ],
  notes: [
    'It assigns no roles. The identity of the cluster needs Storage Blob Data Reader where the images are, Storage Blob Data Contributor where the rows go, and Key Vault Secrets User on the vault.',
  ],
  async run(options, tools) {
    const plan = checkPlan(options);
    const report = ensureReport(tools, options.flags['dry_run'] === true);
    for (const part of plan) await provision(part, options, tools, report);
    return EXIT.ok;
  },
};

/** @throws ConfigurationError when a part that is asked for by name lacks what it is made of */
function checkPlan({ values, lists }: ParsedOptions): readonly Part[] {
  const asked = new Set(lists['only'] ?? []);
  const lacks = (part: Part): string | null => {
    if (
      part === 'datastore' &&
      (values['storage_account'] === undefined || values['container'] === undefined)
    ) {
      return '--storage_account and --container';
    }
    if (part === 'data' && (values['data'] === undefined || values['data_path'] === undefined)) {
      return '--data and --data_path';
    }
    return part === 'environment' && values['image'] === undefined ? '--image' : null;
  };
  const halves = [
    ['storage_account', 'container'],
    ['data', 'data_path'],
  ].filter(([one = '', other = '']) => (values[one] === undefined) !== (values[other] === undefined));
  const problems = [
    ...halves.map(([one, other]) => `--${one} and --${other} go together: give both or neither.`),
    ...PARTS.filter((part) => asked.has(part) && lacks(part) !== null).map(
      (part) => `--only ${part} needs ${lacks(part) ?? ''}.`,
    ),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
  return PARTS.filter((part) => (asked.size === 0 ? lacks(part) === null : asked.has(part)));
}

async function provision(
  part: Part,
  options: ParsedOptions,
  tools: AmlTools,
  report: EnsureReport,
): Promise<void> {
  const { session, signal } = tools;
  const { workspace } = session;
  const { values, flags } = options;
  const store = values['datastore'] ?? 'ocr_images';
  switch (part) {
    case 'datastore': {
      const { storage_account: account = '', container = '', storage_endpoint: endpoint } = values;
      const place = { name: store, account, container, endpoint: endpoint ?? 'core.windows.net' };
      return ensure(session, datastore(workspace, place), report, signal);
    }
    case 'data': {
      const name = toAssetName(values['data'] ?? '');
      return ensure(session, dataAsset(workspace, name, store, values['data_path'] ?? ''), report, signal);
    }
    case 'compute': {
      const { region } = await readWorkspace(session, signal);
      const number = (name: string): number | null =>
        values[name] === undefined ? null : Number(values[name]);
      const wanted = {
        name: values['compute'] ?? CLUSTER,
        region,
        vmSize: values['vm_size'] ?? null,
        lowPriority: flags['low_priority'] === true ? (true as const) : null,
        maxNodes: number('max_nodes'),
        idleSeconds: number('idle_seconds'),
      };
      return ensure(session, cluster(workspace, wanted), report, signal);
    }
    case 'environment': {
      const name = toAssetName(values['environment'] ?? ENVIRONMENT);
      return ensure(session, environment(workspace, name, values['image'] ?? ''), report, signal);
    }
    case 'component':
      return provisionComponent(options, tools, report);
  }
}

async function provisionComponent(
  { values }: ParsedOptions,
  { session, context, signal }: AmlTools,
  report: EnsureReport,
): Promise<void> {
  const { workspace } = session;
  const folder = values['snapshot'];
  const snapshot = await readSnapshot(folder === undefined ? null : resolve(context.currentFolder, folder));
  const spec = parallelComponentSpec({
    code: await ensureCode(session, snapshot, report, signal),
    environment: assetId(workspace, 'environments', toAssetName(values['environment'] ?? ENVIRONMENT)),
  });
  const name = toAssetName(values['component'] ?? COMPONENT);
  await ensure(session, componentVersion(workspace, name, spec), report, signal);
}
