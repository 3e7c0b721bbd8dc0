import { MAX_LEVEL, type PuzzleName } from './puzzles/puzzle.ts';

/** Every number that decides how a match goes. Points are whole, times are game ms. */
export const POLICY = {
  startPoints: 100,
  lengthMs: 300_000,
  /**
   * Points lost per second: `decayFirst`, and one more after every `decayGrowsEveryMs`. Idlers last 54 s, as they go
   * cold.
   */
  decayFirst: 1,
  decayGrowsEveryMs: 60_000,
  /**
   * A wrong answer costs this much, the second one to the same puzzle twice as much, up to `maxPenalty`: trying
   * all options of a puzzle costs more than it brings.
   */
  penalty: 4,
  maxPenalty: 12,
  lockMs: 2_000,
  /** Who solves nothing for so long goes cold: what decays is so many times as much, until they solve. */
  coldAfterMs: 30_000,
  coldFactor: 3,
  skipCost: 5,
  /** What a puzzle of level 1 brings: as much more as people need more time for it. */
  award: { arithmetic: 9, sequence: 11, anagram: 13, cipher: 14, odd_one_out: 8, sudoku: 20, memory: 11 },
} as const satisfies { award: Record<PuzzleName, number> } & Record<string, unknown>;

/** Points that everybody in the ring loses in the second that begins at `elapsed`. */
export function decayAt(elapsed: number): number {
  return POLICY.decayFirst + Math.floor(elapsed / POLICY.decayGrowsEveryMs);
}

/** @param growth how much more a puzzle brings with each level, in percent of level 1: see `Version` */
export function awardFor(type: PuzzleName, level: number, growth: number): number {
  return Math.floor((POLICY.award[type] * (100 + growth * (level - 1))) / 100);
}

/** What comes back to the solver of an award. @param percent see `Version` */
export function bonusFor(award: number, percent: number): number {
  return Math.floor((award * percent) / 100);
}

/** @param before wrong answers to the same puzzle so far */
export function penaltyFor(before: number): number {
  return Math.min(POLICY.penalty * (before + 1), POLICY.maxPenalty);
}

export function harder(level: number): number {
  return Math.min(level + 1, MAX_LEVEL);
}
