import type { Random } from '../../src/lib/random.ts';
import type { FaultName } from './faults.ts';

/** What is done in which order: so many kills, and every other fault once, evenly mixed by chance. */
export function schedule(faults: readonly FaultName[], kills: number, random: Random): FaultName[] {
  const others = faults.filter((fault) => fault !== 'kill');
  const all = faults.includes('kill') ? [...others, ...Array<FaultName>(kills).fill('kill')] : others;
  return random.shuffle(all);
}
