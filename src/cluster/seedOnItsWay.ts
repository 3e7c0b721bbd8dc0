import type { MatchId } from '../lib/ids.ts';
import type { Sealer } from '../lib/sealer.ts';

/** A seed that begins so is sealed. */
const SEALED = 'sealed on its way:';
const KIND = 'seed on its way';

/**
 * A seed as it crosses to the process that opens the table: who reads along learns nothing of what the match keeps
 * secret. A process of before takes this text itself for the seed, which nobody can guess either.
 */
export function sealSeed(seed: string, match: MatchId, sealer: Pick<Sealer, 'seal'>): string {
  return SEALED + sealer.seal(Buffer.from(seed), match, KIND).toString('base64');
}

/** The seed of a table that is opened here. One in clear is of a process of before. @throws UnknownKey */
export function openSeed(
  { match, seed }: { match: MatchId; seed: string },
  sealer: Pick<Sealer, 'open'>,
): string {
  if (!seed.startsWith(SEALED)) return seed;
  return sealer.open(Buffer.from(seed.slice(SEALED.length), 'base64'), match, KIND).toString();
}
