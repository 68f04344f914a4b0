import type { Bill } from './http.ts';
import { OPERATIONS, type OperationName } from '../operations.ts';

/** The body of `GET /_emulator/stats`. */
export interface EmulatorStats {
  readonly requests: number;
  readonly operations: Readonly<Record<string, OperationStats>>;
  readonly in_flight: { readonly now: number; readonly maximum: number };
  /** Images that were billed, by all services. */
  readonly distinct_images: number;
  readonly billed_pages: number;
  /** Images that the same service billed more than once. */
  readonly billed_twice: readonly {
    readonly service: string;
    readonly sha256: string;
    readonly times: number;
  }[];
}

interface OperationStats {
  readonly requests: number;
  /** Requests by HTTP status; `cut` when the connection ended without one. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly billed_pages: number;
  readonly faults: number;
}

/** `unknown` counts requests with a path or method that no service has. */
type CountedName = OperationName | 'unknown';

interface Count {
  requests: number;
  readonly statuses: Record<string, number>;
  billed_pages: number;
  faults: number;
}

export class StatsCounter {
  readonly #counts = new Map<CountedName, Count>();
  readonly #bills = new Map<string, number>();
  #inFlight = 0;
  #maximumInFlight = 0;

  started(operation: CountedName): void {
    this.#countOf(operation).requests += 1;
    this.#inFlight += 1;
    this.#maximumInFlight = Math.max(this.#maximumInFlight, this.#inFlight);
  }

  /** Once per request, before the client can see the response. */
  responded(operation: CountedName, status: number | 'cut', fault: boolean, billed?: Bill): void {
    const count = this.#countOf(operation);
    count.statuses[status] = (count.statuses[status] ?? 0) + 1;
    count.faults += fault ? 1 : 0;
    if (billed === undefined || operation === 'unknown') return;
    count.billed_pages += billed.pages;
    const bill = `${OPERATIONS[operation].service} ${billed.sha256}`;
    this.#bills.set(bill, (this.#bills.get(bill) ?? 0) + 1);
  }

  /** Once per request, when its connection is free again. */
  ended(): void {
    this.#inFlight -= 1;
  }

  read(): EmulatorStats {
    return summarise(this.#counts, this.#bills, { now: this.#inFlight, maximum: this.#maximumInFlight });
  }

  reset(): void {
    this.#counts.clear();
    this.#bills.clear();
    this.#maximumInFlight = this.#inFlight;
  }

  #countOf(operation: CountedName): Count {
    const count = this.#counts.get(operation) ?? { requests: 0, statuses: {}, billed_pages: 0, faults: 0 };
    this.#counts.set(operation, count);
    return count;
  }
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
