/** What starts the job: ParallelRunStep of SDK v1, a parallel job of v2, or a batch deployment behind an endpoint. */
export const MODES = ['v1', 'v2', 'batch_endpoint'] as const;
export type Mode = (typeof MODES)[number];
