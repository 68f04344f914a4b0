import { type FactoryFile, factoryFile, PARTITION } from './resource.ts';

export interface DailyTrigger {
  readonly pipeline: string;
  /** `23:30`, UTC. */
  readonly time: string;
  /** `2026-11-23`: no run before it. */
  readonly start: string;
}

/**
 * Runs the pipeline once a day with the day's partition. It is created stopped; start it after a manual run of the
 * pipeline.
 *
 * https://learn.microsoft.com/azure/data-factory/how-to-create-schedule-trigger
 */
export function dailyTrigger({ pipeline, time, start }: DailyTrigger): FactoryFile {
  const [hours, minutes] = time.split(':').map(Number);
  return factoryFile('trigger', `${pipeline}_daily`, {
    type: 'ScheduleTrigger',
    runtimeState: 'Stopped',
    annotations: ['parallel-run-ocr'],
    pipelines: [
      {
        pipelineReference: { referenceName: pipeline, type: 'PipelineReference' },
        parameters: { [PARTITION]: "@formatDateTime(trigger().scheduledTime, 'yyyy/MM/dd')" },
      },
    ],
    typeProperties: {
      recurrence: {
        frequency: 'Day',
        interval: 1,
        startTime: `${start}T00:00:00Z`,
        timeZone: 'UTC',
        schedule: { hours: [hours], minutes: [minutes] },
      },
    },
  });
}
