import type { Hand } from './handBook.ts';

/** How somebody's chips went: who won the last hand that they were in, and with what. */
export interface LastStand {
  winner: string;
  words: string | null;
}

/** @param hands oldest first */
export function lastStandOf(hands: readonly Hand[], id: string): LastStand | null {
  const last = hands.findLast(({ over, players }) => over && players.some((player) => player.id === id));
  // Of the pots that they were in, the main one: the others may be between those who had more.
  const pot = last?.pots[0];
  const winner = pot?.winners[0]?.player;
  return pot && winner !== undefined && winner !== id ? { winner, words: pot.words } : null;
}
