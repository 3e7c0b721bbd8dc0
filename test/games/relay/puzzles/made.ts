import { MAX_LEVEL, type Puzzle, type PuzzleType } from '../../../../src/games/relay/puzzles/puzzle.ts';
import { makePuzzle } from '../../../../src/games/relay/puzzles/registry.ts';
import { Random } from '../../../../src/lib/random.ts';

/** Puzzles of a type, as many of every level, always the same ones. */
export function* made(type: PuzzleType, perLevel: number): Generator<{ puzzle: Puzzle; level: number }> {
  for (let level = 1; level <= MAX_LEVEL; level++) {
    const random = Random.seeded(`${type.name} ${level}`);
    for (let i = 0; i < perLevel; i++) yield { puzzle: makePuzzle(type, random, level), level };
  }
}

/** Fails unless an expression matches, and answers its groups. */
export function match(pattern: RegExp, text: string): string[] {
  const found = pattern.exec(text);
  if (!found) throw new Error(`${text} does not match ${pattern}`);
  return found.slice(1);
}
