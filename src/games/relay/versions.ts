import type { PuzzleName, PuzzleType } from './puzzles/puzzle.ts';
import { PUZZLES } from './puzzles/registry.ts';
import { PUZZLES_1 } from './puzzles/v1/registry.ts';
import { leastMs } from './tempo.ts';

/**
 * In what the versions of relay's rules differ. Everything else has been the same ever since. What would give another
 * match from the same journal (puzzles, words, what is read as an answer, figures) is a new version: the old one keeps
 * what it had, and a match of it in `test/games/relay/fixtures` says whether it does.
 */
interface Version {
  puzzles: Readonly<Record<PuzzleName, PuzzleType>>;
  /** What places go by: points passed on, or who lasted longer. */
  placesBy: 'passed' | 'survival';
  /** Whether one goes cold who solves nothing for long. */
  cold: boolean;
  /** How much more a puzzle brings with each level, in percent of level 1. */
  awardGrowth: number;
  /** How much of an award comes back to the solver, in percent. */
  comesBack: number;
  /** Game ms below which no answer to a puzzle is taken. */
  leastMs(type: PuzzleName, level: number): number;
}

const VERSIONS: readonly Version[] = [
  { puzzles: PUZZLES_1, placesBy: 'survival', cold: false, awardGrowth: 15, comesBack: 0, leastMs: () => 0 },
  { puzzles: PUZZLES, placesBy: 'passed', cold: true, awardGrowth: 25, comesBack: 25, leastMs },
];

/** How a match is played, by the version of the rules that it began with. */
export function versionOf({ rules }: { readonly rules: number }): Version {
  const version = VERSIONS[rules - 1];
  if (!version) throw new Error(`relay has no rules ${rules}`);
  return version;
}
