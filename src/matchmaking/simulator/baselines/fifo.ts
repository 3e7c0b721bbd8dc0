import type { QueuedTicket } from '../../matcher/types.ts';
import type { Grouping, Strategy } from '../Strategy.ts';
import { atoms } from './atoms.ts';

const MAX = 5;
/** So many people are a table once the oldest waited so long, in ms. */
const ACCEPT_AFTER: readonly [number, number][] = [
  [5, 0],
  [4, 5_000],
  [3, 10_000],
];

/** First come, first served: five at once, four after 5 s, three after 10 s, whatever their ratings are. */
export function fifo(): Strategy {
  return { name: 'fifo', everyMs: 1000, pass };
}

function pass(waiting: readonly QueuedTicket[], now: number): Grouping[] {
  const groupings: Grouping[] = [];
  let left = atoms(waiting);
  while (true) {
    const table: QueuedTicket[][] = [];
    let seated = 0;
    for (const atom of left) {
      if (seated + atom.length > MAX) continue; // a party that does not fit lets others pass
      table.push(atom);
      seated += atom.length;
      if (seated === MAX) break;
    }
    const oldest = Math.max(0, ...table.map(([first]) => (first ? now - first.enqueuedAt : 0)));
    if (!ACCEPT_AFTER.some(([size, after]) => seated === size && oldest >= after)) return groupings;
    groupings.push({ tickets: table.flat().map((ticket) => ticket.id), bots: 0, region: null });
    left = left.filter((atom) => !table.includes(atom));
  }
}
