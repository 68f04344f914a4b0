import type { Bill } from './http.ts';
import { OPERATIONS, type OperationName } from '../operations.ts';

/** What `GET /_emulator/stats` answers. */
export interface EmulatorStats {
  readonly requests: number;
  readonly operations: Readonly<Record<string, OperationStats>>;
  readonly in_flight: { readonly now: number; readonly maximum: number };
  /** Of images that were billed, over all services. */
  readonly distinct_images: number;
  readonly billed_pages: number;
  /** The same image, paid more than once at the same service. */
  readonly billed_twice: readonly {
    readonly service: string;
    readonly sha256: string;
    readonly times: number;
  }[];
}

interface OperationStats {
  readonly requests: number;
  /** By HTTP status; `cut` when the connection ended without one. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly billed_pages: number;
  readonly faults: number;
}

/** `unknown` is a path or method that no service has. */
type CountedName = OperationName | 'unknown';

export interface StatsCounter {
  started(operation: CountedName): void;
  /** Once per request, before the client can see the answer. */
  answered(operation: CountedName, status: number | 'cut', fault: boolean, billed?: Bill): void;
  /** Once per request, when its connection is free again. */
  ended(): void;
  read(): EmulatorStats;
  reset(): void;
}

interface Count {
  requests: number;
  readonly statuses: Record<string, number>;
  billed_pages: number;
  faults: number;
}

export function createStatsCounter(): StatsCounter {
  const counts = new Map<CountedName, Count>();
  const bills = new Map<string, number>();
  let now = 0;
  let maximum = 0;
  const countOf = (operation: CountedName): Count => {
    const count = counts.get(operation) ?? { requests: 0, statuses: {}, billed_pages: 0, faults: 0 };
    counts.set(operation, count);
    return count;
  };
  return {
    started(operation) {
      countOf(operation).requests += 1;
      now += 1;
      maximum = Math.max(maximum, now);
    },
    answered(operation, status, fault, billed) {
      const count = countOf(operation);
      count.statuses[status] = (count.statuses[status] ?? 0) + 1;
      count.faults += fault ? 1 : 0;
      if (billed === undefined || operation === 'unknown') return;
      count.billed_pages += billed.pages;
      const bill = `${OPERATIONS[operation].service} ${billed.sha256}`;
      bills.set(bill, (bills.get(bill) ?? 0) + 1);
    },
    ended() {
      now -= 1;
    },
    read: () => summarise(counts, bills, { now, maximum }),
    reset() {
      counts.clear();
      bills.clear();
      maximum = now;
    },
  };
}

function summarise(
  counts: ReadonlyMap<string, Count>,
  bills: ReadonlyMap<string, number>,
  inFlight: EmulatorStats['in_flight'],
): EmulatorStats {
  const total = (field: 'requests' | 'billed_pages') =>
    [...counts.values()].reduce((sum, count) => sum + count[field], 0);
  const paid = [...bills].map(([bill, times]) => {
    const [service = '', sha256 = ''] = bill.split(' ');
    return { service, sha256, times };
  });
  return {
    requests: total('requests'),
    operations: structuredClone(Object.fromEntries(counts)),
    in_flight: inFlight,
    distinct_images: new Set(paid.map(({ sha256 }) => sha256)).size,
    billed_pages: total('billed_pages'),
    billed_twice: paid.filter(({ times }) => times > 1),
  };
}
