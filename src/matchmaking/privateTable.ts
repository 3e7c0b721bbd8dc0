import { Problem } from '../lib/problem.ts';

/** A game, and how many sit at a table of it. */
export interface Seating {
  name: string;
  seats: { min: number; max: number };
}

/** Somebody who sits down. */
export interface NamedPlayer {
  id: string;
  name: string;
  face: string;
}

/** A table for a party alone: nobody else is seated there, and it is not queued for. */
export interface PrivateTable {
  game: string;
  players: NamedPlayer[];
  /** How many bots sit down besides. */
  bots: number;
}

/**
 * The table a party asks for: with bots every seat is taken.
 * @throws Problem 409 `too_few_players` with `missing`, `too_many_players` with `max`
 */
export function privateTable({ name, seats }: Seating, players: NamedPlayer[], bots: boolean): PrivateTable {
  const { max } = seats;
  if (players.length > max) {
    throw new Problem(409, 'too_many_players', `At most ${max} sit at a table of this game.`, { max });
  }
  const missing = seats.min - players.length;
  if (missing > 0 && !bots) {
    const people = missing === 1 ? 'One more has' : `${missing} more have`;
    throw new Problem(409, 'too_few_players', `${people} to come in, or let bots play.`, { missing });
  }
  return { game: name, players, bots: bots ? max - players.length : 0 };
}
