import { written } from '../../src/games/holdem/cards.ts';
import { categoryOf } from '../../src/games/holdem/ranking.ts';
import type { Expectation } from './format.ts';
import type { HandUnderTest } from './HandUnderTest.ts';

type BySeat = Record<string, number>;

const READERS: { [field in keyof Expectation]-?: (hand: HandUnderTest, wanted: Expectation) => unknown } = {
  street: ({ state }) => state.street,
  turn: ({ state }) => (state.turn === -1 ? null : state.turn),
  call: ({ state, inTurn }) => (inTurn ? state.price - inTurn.bet : null),
  may_raise: ({ state, inTurn }) => inTurn !== undefined && state.max_raise > 0,
  min_raise: ({ state }) => state.min_raise,
  max_raise: ({ state }) => state.max_raise,
  pot: (hand) => potOf(hand),
  pots: ({ record }, { pots }) =>
    record.pots.map(({ amount, seats, winners }, i) =>
      pots?.[i]?.winners ? { amount, seats, winners: ascending(winners) } : { amount, seats },
    ),
  winners: ({ record }) => record.pots.map(({ winners }) => ascending(winners)),
  paid: ({ record }) => record.paid,
  returned: ({ record }) => record.returned,
  stacks: (hand, { stacks }) => perSeat(stacks, (seat) => hand.at(seat).stack),
  shown: ({ record }) => record.shown.map(({ seat }) => seat),
  category: (hand, { category }) =>
    perSeat(category, (seat) => {
      const { a, b } = hand.at(seat).hole;
      return categoryOf([a, b, ...hand.state.board]);
    }),
  board: ({ state }) => written(state.board),
  rank: (hand, { rank }) => perSeat(rank, (seat) => hand.at(seat).rank),
  button: ({ state }) => state.button,
  small_blind: ({ record }) => poster(record.actions, 2, 0),
  big_blind: ({ record }) => poster(record.actions, 1, -1),
};

/** The first thing that is not as expected, or nothing. */
export function differenceFrom(hand: HandUnderTest, wanted: Expectation): string | undefined {
  for (const field of Object.keys(wanted) as (keyof Expectation)[]) {
    const is = normal(field, READERS[field](hand, wanted));
    const should = normal(field, wanted[field]);
    if (is !== should) return `${field} is ${is}, expected ${should}`;
  }
  return undefined;
}

/** Chips that lie on the table; after the hand those that were won. */
function potOf({ state, dead, record }: HandUnderTest): number {
  if (state.street === 'over') return record.pots.reduce((sum, { amount }) => sum + amount, 0);
  const bets = [...state.players.values()].reduce((sum, { bet }) => sum + bet, 0);
  const pots = [...state.pots].reduce((sum, { amount }) => sum + amount, 0);
  return bets + (state.pots.length > 0 ? pots : dead);
}

/** Who posted: with one post only, nobody is small blind. */
function poster(actions: readonly [number, string, number][], least: number, at: number): number | null {
  const posts = actions.filter(([, what]) => what === 'post');
  return posts.length < least ? null : (posts.at(at)?.[0] ?? null);
}

function perSeat(wanted: object | undefined, read: (seat: number) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.keys(wanted ?? {}).map((seat) => [seat, read(Number(seat))]));
}

const ascending = (seats: readonly number[]) => [...seats].sort((a, b) => a - b);

/**
 * As text that is the same for what is meant to be the same: the order of seats in a pot, and who got nothing, do not
 * matter.
 */
function normal(field: keyof Expectation, value: unknown): string {
  if (field === 'paid' || field === 'returned') {
    const entries = Object.entries(value as BySeat).filter(([, chips]) => chips > 0);
    return JSON.stringify(Object.fromEntries(entries.sort(([a], [b]) => Number(a) - Number(b))));
  }
  if (field === 'pots') {
    const pots = value as { amount: number; seats: number[]; winners?: number[] }[];
    return JSON.stringify(
      pots.map(({ amount, seats, winners }) => ({
        amount,
        seats: ascending(seats),
        ...(winners && { winners: ascending(winners) }),
      })),
    );
  }
  if (field === 'winners') return JSON.stringify(Object.values(value as number[][]).map(ascending));
  return JSON.stringify(value);
}
