import { Problem } from '../lib/problem.ts';
import type { PartyPlayer } from './parties.ts';

/** A table for a party alone: nobody else is seated there, and it is not queued for. */
export interface PrivateTable {
  game: string;
  players: PartyPlayer[];
  /** How many bots sit down besides. */
  bots: number;
}

/** Everybody's table has so many seats, of which this many are taken at least. */
const SEATS = { min: 3, max: 5 };

/**
 * The table a party asks for: with bots every seat is taken.
 * @throws Problem 409 `too_few_players` with `missing`
 */
export function privateTable(game: string, players: PartyPlayer[], bots: boolean): PrivateTable {
  const missing = SEATS.min - players.length;
  if (missing > 0 && !bots) {
    const people = missing === 1 ? 'One more has' : `${missing} more have`;
    throw new Problem(409, 'too_few_players', `${people} to come in, or let bots play.`, { missing });
  }
  return { game, players, bots: bots ? SEATS.max - players.length : 0 };
}
