import type { CaseFile, HandCase } from './format.ts';
import { readCase } from './format.ts';
import { runHand } from './handCase.ts';
import { runClock, runFinish, runPositions, runRejoin } from './otherCases.ts';
import { runView } from './viewCase.ts';

/** Runs a case of a file against the rules. Answers the first difference, or nothing when all is as expected. */
export function runCase(written: CaseFile['cases'][number], { cases }: CaseFile): string | undefined {
  try {
    const one = readCase(written);
    switch (one.kind) {
      case 'hand':
        return runHand(one);
      case 'positions':
        return runPositions(one);
      case 'finish':
        return runFinish(one);
      case 'clock':
        return runClock(one);
      case 'rejoin':
        return runRejoin(one);
      case 'view': {
        const hand = cases.find(({ id }) => id === one.hand);
        return runView(one, hand && (readCase(hand) as HandCase));
      }
    }
  } catch (error) {
    return (error as Error).message;
  }
}
