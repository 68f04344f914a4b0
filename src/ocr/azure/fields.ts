import type { JsonObject } from '../../contract/is-record.ts';
import { asRecord } from './service-fault.ts';

/** The objects of an array; empty for any other value. */
export function recordsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(asRecord).filter((record) => record !== null) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}
