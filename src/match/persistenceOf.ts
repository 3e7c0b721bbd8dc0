import { durabilityOf } from './durability.ts';
import { LivePersistence } from './livePersistence.ts';
import type { Match } from './match.ts';
import type { MatchPersistence } from './matchPersistence.ts';
import type { Ownership } from './matchStore.ts';
import type { PersistenceNeeds } from './matchWriter.ts';
import { Persistence } from './persistence.ts';

/**
 * How a match of this game is kept, by what its game promises.
 * @param stored how many journal entries are stored already
 * @param clock game ms to which it may have run, as the store has it
 */
export function persistenceOf(
  game: Parameters<typeof durabilityOf>[0],
  own: Ownership,
  needs: Omit<PersistenceNeeds<Pick<Match, 'journal' | 'now' | 'decidedAt' | 'logInputs'>>, 'durability'>,
  stored: number,
  clock: number,
): MatchPersistence {
  const all = { ...needs, durability: durabilityOf(game) };
  return game.durability === 'inputs'
    ? new LivePersistence(own, all, stored, clock)
    : new Persistence(own, all, stored, clock);
}
