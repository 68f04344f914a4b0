/** On everything that is made in a workspace, so that it can be found there. */
export const PROJECT_TAGS = { project: 'parallel-run-ocr' } as const;
