import { type LineBytes, readLines } from '../../report/verify/read-lines.ts';
import { readJournal } from './read-journal.ts';

/** Bytes of the file of rows, the end not included. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** The lines of a file of rows, in chunks, without what attempts that do not count left in it. */
export async function* rowsThatCount(rows: string, journal: string): AsyncGenerator<readonly string[]> {
  const left = await leftPlaces(journal);
  let start = 0;
  for await (const lines of readLines(rows, new AbortController().signal)) {
    yield lines.flatMap((line) => {
      const counting = outside(left, line, start);
      start += line.length + 1;
      return counting;
    });
  }
}

async function leftPlaces(journal: string): Promise<Place[]> {
  const places: Place[] = [];
  for await (const { event } of readJournal(journal)) {
    if (event.event === 'left') places.push({ start: event.offset, end: event.offset + event.bytes });
  }
  return places;
}

/** What of a line lies in none of the places; those before the line are removed. Empty when nothing does. */
function outside(places: Place[], line: LineBytes, start: number): string[] {
  if (!Buffer.isBuffer(line)) return [String(line)];
  const end = start + line.length;
  const parts: Buffer[] = [];
  let at = start;
  while (at < end) {
    const [place] = places;
    if (place !== undefined && place.end <= at) {
      places.shift();
      continue;
    }
    const next = Math.min(place?.start ?? end, end);
    if (next > at) parts.push(line.subarray(at - start, next - start));
    at = Math.min(Math.max(next, place?.end ?? end), end);
  }
  return parts.length === 0 ? [] : [Buffer.concat(parts).toString()];
}
