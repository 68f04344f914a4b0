import { join } from 'node:path';

export const ENTRY_SCRIPTS = join(import.meta.dirname, '../fixtures/entry-scripts');
