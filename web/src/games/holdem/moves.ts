import { type HoldemView, isLive } from './holdemView.ts';
import type { Winning } from './winnings.ts';

/** Where something on the table is. */
export type Spot = { at: 'seat' | 'bet'; seat: number } | { at: 'pot' };

/** Something that goes over the table. */
export interface Moving {
  what: 'chips' | 'card';
  from: Spot;
  to: Spot;
  /** Chips that it is. */
  amount: number;
  /** Ms after which it starts. */
  after: number;
}

/** Between two cards that are dealt. */
const DEAL_EVERY_MS = 70;

/** What went where between two looks at a table; nothing when they are not of one match's course. */
export function movesBetween(before: HoldemView | null, now: HoldemView): Moving[] {
  if (!before || now.phase !== 'playing') return [];
  if (now.hand !== before.hand)
    return now.hand === before.hand + 1 ? [...dealt(now), ...putIn(null, now)] : [];
  const collected = before.players.some(({ bet }) => bet > 0) && now.players.every(({ bet }) => bet === 0);
  return collected ? collectedFrom(before) : putIn(before, now);
}

function dealt({ players, button }: HoldemView): Moving[] {
  const inIt = players.filter(isLive);
  const order = [...inIt.filter(({ seat }) => seat > button), ...inIt.filter(({ seat }) => seat <= button)];
  return [...order, ...order].map(({ seat }, i) => ({
    ...{ what: 'card', from: { at: 'pot' }, to: { at: 'seat', seat } },
    ...{ amount: 0, after: i * DEAL_EVERY_MS },
  }));
}

function putIn(before: HoldemView | null, now: HoldemView): Moving[] {
  return now.players.flatMap(({ id, seat, bet }) => {
    const had = before?.players.find((player) => player.id === id)?.bet ?? 0;
    if (bet <= had) return [];
    return [
      { what: 'chips', from: { at: 'seat', seat }, to: { at: 'bet', seat }, amount: bet - had, after: 0 },
    ];
  });
}

function collectedFrom({ players }: HoldemView): Moving[] {
  return players
    .filter(({ bet }) => bet > 0)
    .map(({ seat, bet }) => ({
      ...{ what: 'chips', from: { at: 'bet', seat }, to: { at: 'pot' } },
      ...{ amount: bet, after: 0 },
    }));
}

/** A pot goes to who won it. */
export function movesOfWin({ winners }: Winning): Moving[] {
  return winners.map(({ player: { seat }, amount }) => ({
    ...{ what: 'chips', from: { at: 'pot' }, to: { at: 'seat', seat } },
    ...{ amount, after: 0 },
  }));
}
