import type { LedgerEntry } from '../../../../src/match/ledger.ts';

/** Points that went from one player to another over the whole match. */
interface Flow {
  from: string;
  to: string;
  amount: number;
}

/** A curve between two players of a picture, and where its figure stands. */
interface Curve {
  path: string;
  label: { x: number; y: number };
}

const RADIUS = 37;
/** A curve begins and ends so far from the middle of a player. */
const CLEAR = 12;
/** How far a curve bows to its left: there and back are two curves. */
const BOW = 11;

/** Who passed how much to whom, the most first. */
export function flowsOf(ledger: readonly Pick<LedgerEntry, 'kind' | 'giver' | 'taker' | 'amount'>[]): Flow[] {
  const sums = new Map<string, Flow>();
  for (const { kind, giver, taker, amount } of ledger) {
    if (kind !== 'award') continue;
    const key = `${giver} ${taker}`;
    const flow = sums.get(key) ?? { from: giver, to: taker, amount: 0 };
    flow.amount += amount;
    sums.set(key, flow);
  }
  return [...sums.values()].sort((a, b) => b.amount - a.amount);
}

/** What came back to each player of what it passed on, by uuid. */
export function cameBack(
  ledger: readonly Pick<LedgerEntry, 'kind' | 'taker' | 'amount'>[],
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { kind, taker, amount } of ledger) {
    if (kind === 'bonus') sums.set(taker, (sums.get(taker) ?? 0) + amount);
  }
  return sums;
}

/** Where a player stands in a picture of 100 by 100, in the order of the ring. */
export function standAt(index: number, count: number): { x: number; y: number } {
  const angle = (index / count - 0.25) * 2 * Math.PI;
  return { x: 50 + RADIUS * Math.cos(angle), y: 50 + RADIUS * Math.sin(angle) };
}

/** The curve from one player to another. */
export function curve(from: number, to: number, count: number): Curve {
  const [a, b] = [standAt(from, count), standAt(to, count)];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const middle = { x: (a.x + b.x) / 2 + uy * BOW, y: (a.y + b.y) / 2 - ux * BOW };
  const start = towards(a, middle);
  const end = towards(b, middle);
  const label = { x: (start.x + 2 * middle.x + end.x) / 4, y: (start.y + 2 * middle.y + end.y) / 4 };
  const at = ({ x, y }: { x: number; y: number }) => `${x.toFixed(2)} ${y.toFixed(2)}`;
  return { path: `M ${at(start)} Q ${at(middle)} ${at(end)}`, label };
}

function towards(from: { x: number; y: number }, to: { x: number; y: number }): { x: number; y: number } {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) * CLEAR) / length, y: from.y + ((to.y - from.y) * CLEAR) / length };
}
