import type { Random } from '../../src/lib/random.ts';
import type { FaultName } from './faults.ts';

/** What is done in which order: so many kills, and every other fault so many times, evenly mixed by chance. */
export function schedule(
  faults: readonly FaultName[],
  { kills, times }: { kills: number; times: number },
  random: Random,
): FaultName[] {
  return random.shuffle(
    faults.flatMap((fault) => Array<FaultName>(fault === 'kill' ? kills : times).fill(fault)),
  );
}
