export const EXPORT_FORMATS = ['csv', 'parquet', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The format that a file's name tells; null when it tells none. */
export function formatOfName(name: string): ExportFormat | null {
  return EXPORT_FORMATS.find((format) => name.toLowerCase().endsWith(`.${format}`)) ?? null;
}
