import type { JsonObject } from '../../contract/is-record.ts';
import { asRecord } from './service-fault.ts';

/** The objects of an array; empty for any other value. */
export function recordsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(asRecord).filter((record) => record !== null) : [];
}

/** Whether the value is an array, and holds something usable if it holds anything. */
export function isListOf(usable: number, value: unknown): boolean {
  return Array.isArray(value) && (usable > 0 || value.length === 0);
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}
