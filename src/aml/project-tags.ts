/** Tags of every resource created in a workspace, so that it can be found. */
export const PROJECT_TAGS = { project: 'parallel-run-ocr' } as const;
