import { type PatientReadTools, systemReadTools } from '../../src/files/read-patiently.ts';

/** The file system of this process; retries are not reported. */
export const quietReadTools: PatientReadTools = { ...systemReadTools, onRetry: () => {} };
