import type { Random } from '../../src/lib/random.ts';
import { FAULTS, type FaultName } from './faults.ts';
import type { DrilledGame } from './games/DrilledGame.ts';

/** What a drill can tell something by, where nothing else is asked for. */
export function usualFaults(game: Pick<DrilledGame, 'lasts'>, durable: boolean): FaultName[] {
  const all = Object.keys(FAULTS) as FaultName[];
  return all.filter((fault) => whyNot(fault, game, durable) === undefined);
}

/** Why a fault would tell nothing; undefined when it does. */
export function whyNot(
  fault: FaultName,
  { lasts }: Pick<DrilledGame, 'lasts'>,
  durable: boolean,
): string | undefined {
  if (fault === 'postgres_end' && lasts) return 'nobody can bring these matches to their ends';
  // What is acknowledged between the end of one and of the other is in the file alone.
  if (fault === 'dark' && !durable) return 'Redis and Postgres are away at once, and Redis keeps no file';
  return undefined;
}

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
