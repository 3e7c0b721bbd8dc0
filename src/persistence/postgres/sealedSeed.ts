import { type Sealer, UnknownKey } from '../../lib/sealer.ts';
import type { MatchSetup } from '../../match/journal.ts';

/** A seed that begins so is sealed. */
const SEALED = 'sealed:';

/** Who knows the seed of a running match knows its answers. */
export function sealSeed(setup: MatchSetup, sealer: Sealer): MatchSetup {
  const seed = sealer.seal(Buffer.from(setup.seed), setup.id, 'seed').toString('base64');
  return { ...setup, seed: SEALED + seed };
}

/** The setup as it was. A seed under a key that is not known stays sealed: such a match is abandoned, not replayed. */
export function openSeed(setup: MatchSetup, sealer: Sealer): MatchSetup {
  if (!setup.seed.startsWith(SEALED)) return setup;
  try {
    const sealed = Buffer.from(setup.seed.slice(SEALED.length), 'base64');
    return { ...setup, seed: sealer.open(sealed, setup.id, 'seed').toString() };
  } catch (error) {
    if (error instanceof UnknownKey) return setup;
    throw error;
  }
}
