import { MAX_LEVEL, type PuzzleName } from './puzzles/puzzle.ts';

/** Times of a type of puzzle in game ms. */
interface Tempo {
  /** What a middling player takes at level 1, from seeing the question to sending the answer. */
  usual: number;
  /** What nobody needs less for, at the easiest level and at the hardest. */
  least: readonly [easiest: number, hardest: number];
}

/**
 * Both for each type. `least` is what the quickest people need to see the question (250 ms), to read what is new in it
 * (400 words a minute; most people read 240), to think once per step, and to type the answer and Enter (120 words a
 * minute, 100 ms a key; most people type 50, on a phone 36). Of reading: Brysbaert, "How many words do we read per
 * minute?", 2019; of typing: Dhakal et al., "Observations on typing from 136 million keystrokes", 2018, and Palin et
 * al., "How do people type on mobile devices?", 2019.
 */
const TEMPO: Readonly<Record<PuzzleName, Tempo>> = {
  arithmetic: { usual: 4_500, least: [1_400, 4_000] },
  sequence: { usual: 6_500, least: [2_000, 5_000] },
  anagram: { usual: 8_000, least: [1_800, 3_400] },
  cipher: { usual: 9_000, least: [3_200, 8_000] },
  odd_one_out: { usual: 4_000, least: [1_100, 2_200] },
  sudoku: { usual: 11_000, least: [3_200, 8_500] },
  memory: { usual: 3_000, least: [800, 1_200] },
};

/** So much more with each level, of level 1. The award grows faster: who is good gets ahead. */
const PER_LEVEL = 0.15;

/** Game ms that a middling player takes for a puzzle. */
export function usualMs(type: PuzzleName, level: number): number {
  return TEMPO[type].usual * (1 + PER_LEVEL * (level - 1));
}

/** Game ms below which nobody can have read a puzzle, solved it and typed its answer. */
export function leastMs(type: PuzzleName, level: number): number {
  const [easiest, hardest] = TEMPO[type].least;
  return Math.round(easiest + ((hardest - easiest) * (level - 1)) / (MAX_LEVEL - 1));
}
