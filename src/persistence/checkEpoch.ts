import { Fenced, Missing } from '../lib/fencing.ts';
import type { Ownership } from '../match/matchStore.ts';

/**
 * Whether a write under this epoch may be done, by the epoch that is stored (undefined: nothing is). A store that
 * has only an earlier one is an older copy that came back: it lost what was written since.
 * @throws Fenced, Missing
 */
export function checkEpoch({ match, epoch }: Ownership, stored: number | undefined): void {
  if (stored === undefined || stored < epoch) throw new Missing(match);
  if (stored > epoch) throw new Fenced(match);
}
