import type { CommandGroup } from '../command/command.ts';
import { onWorkspace } from './command.ts';
import type { AmlDependencies } from './open-session.ts';

/** `parallel-run-ocr aml …` */
export function amlCommands(dependencies: AmlDependencies): CommandGroup {
  return {
    name: 'aml',
    summary: 'check a workspace, provision it, submit and publish jobs, invoke endpoints',
    about:
      'Works on an Azure Machine Learning workspace, as the signed-in identity ("az login", a service principal in AZURE_*, or a managed identity).',
    commands: [
      {
        name: 'check',
        summary: 'check identity, permissions and reachability',
        load: async () => onWorkspace((await import('./check.ts')).checkCommand, dependencies),
      },
      {
        name: 'provision',
        summary: 'create missing resources: datastore, data asset, cluster, environment, component',
        load: async () => onWorkspace((await import('./provision.ts')).provisionCommand, dependencies),
      },
      {
        name: 'submit',
        summary: 'start a job on a cluster, follow it, download its rows',
        load: async () => onWorkspace((await import('./submit.ts')).submitCommand, dependencies),
      },
      {
        name: 'publish',
        summary: 'publish the component as a batch endpoint',
        load: async () => onWorkspace((await import('./publish.ts')).publishCommand, dependencies),
      },
      {
        name: 'invoke',
        summary: 'run a batch endpoint, or a published pipeline of SDK v1',
        load: async () => onWorkspace((await import('./invoke.ts')).invokeCommand, dependencies),
      },
      {
        name: 'adf',
        summary: 'write the Data Factory JSON for a daily run',
        load: async () => onWorkspace((await import('./adf.ts')).adfCommand, dependencies),
      },
      {
        name: 'cancel',
        summary: 'cancel a job',
        load: async () => onWorkspace((await import('./cancel.ts')).cancelCommand, dependencies),
      },
    ],
  };
}
