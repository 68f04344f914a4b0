import type { Workspace } from '../../azure/workspace.ts';
import { ROLES } from '../aml-session.ts';
import { resourceId } from '../workspace-paths.ts';
import { isoDuration } from './iso-duration.ts';
import type { DesiredResource } from './desired-resource.ts';
import { PROJECT_TAGS } from '../project-tags.ts';

/** Null takes the default for a new cluster, and leaves an existing one unchanged. */
export interface Cluster {
  readonly name: string;
  readonly region: string;
  readonly vmSize: string | null;
  readonly lowPriority: true | null;
  readonly maxNodes: number | null;
  readonly idleSeconds: number | null;
}

export const CLUSTER_DEFAULTS = { vmSize: 'Standard_D4s_v3', maxNodes: 4, idleSeconds: 600 } as const;

/**
 * A cluster that has no nodes, and costs nothing, while no job runs.
 *
 * https://learn.microsoft.com/rest/api/azureml/compute/create-or-update
 */
export function cluster(workspace: Workspace, wanted: Cluster): DesiredResource {
  const { name, region, vmSize, lowPriority, maxNodes, idleSeconds } = wanted;
  return {
    title: `Compute '${name}'`,
    id: resourceId(workspace, 'computes', name),
    role: ROLES.compute,
    body: {
      location: region,
      // This identity reads the vault and the images, and needs roles on both.
      identity: { type: 'SystemAssigned' },
      tags: PROJECT_TAGS,
      properties: {
        computeType: 'AmlCompute',
        disableLocalAuth: true,
        properties: {
          vmSize: vmSize ?? CLUSTER_DEFAULTS.vmSize,
          vmPriority: lowPriority === true ? 'LowPriority' : 'Dedicated',
          osType: 'Linux',
          scaleSettings: {
            minNodeCount: 0,
            maxNodeCount: maxNodes ?? CLUSTER_DEFAULTS.maxNodes,
            nodeIdleTimeBeforeScaleDown: isoDuration(idleSeconds ?? CLUSTER_DEFAULTS.idleSeconds),
          },
          remoteLoginPortPublicAccess: 'Disabled',
          enableNodePublicIp: true,
        },
      },
    },
    identity: {
      properties: {
        computeType: 'AmlCompute',
        properties: {
          ...(vmSize !== null && { vmSize }),
          ...(lowPriority !== null && { vmPriority: 'LowPriority' }),
          scaleSettings: {
            minNodeCount: 0,
            ...(maxNodes !== null && { maxNodeCount: maxNodes }),
            ...(idleSeconds !== null && { nodeIdleTimeBeforeScaleDown: isoDuration(idleSeconds) }),
          },
        },
      },
    },
    isMutable: (path) => path.startsWith('properties.properties.scaleSettings'),
    advice: 'Give --compute another name, or leave out --vm_size and --low_priority to keep it.',
  };
}
