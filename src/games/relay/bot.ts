import type { BotMind } from '../game.ts';
import type { RelayAction } from './messages.ts';
import type { PuzzleName } from './puzzles/puzzle.ts';
import { PUZZLES } from './puzzles/registry.ts';
import { POLICY } from './scoring.ts';
import type { OpenPuzzle, RelayTable } from './table.ts';

/** Game ms that a middling player needs for a puzzle of level 1, from reading it to sending the answer. */
const THINK_MS: Record<PuzzleName, number> = {
  arithmetic: 4_500,
  sequence: 6_500,
  anagram: 8_000,
  cipher: 9_000,
  odd_one_out: 4_000,
  sudoku: 14_000,
  memory: 3_000,
};
/** So much slower per level. */
const SLOWER_PER_LEVEL = 0.1;
/** How often a beginner errs and gives up; an expert does so `EXPERT` times as often. */
const ERRS = 0.25;
const GIVES_UP = 0.1;
const EXPERT = 0.1;

/**
 * Plays like a person: reads, thinks, sometimes errs or gives up. It takes the right answer from the secret, as
 * its part is to take a person's time over it, not to solve it.
 */
export function bot(table: RelayTable, id: string, mind: BotMind): RelayAction | undefined {
  const player = table.state.players.get(id);
  const open = table.secret.open[id];
  if (!player?.active || !open) return undefined;
  if (mind.notes.puzzle !== open.id) {
    mind.notes = { puzzle: open.id, at: Math.max(table.now, open.asksAt) + thinkMs(open, mind) };
  }
  if (table.now < Math.max(Number(mind.notes.at), player.locked_until)) return undefined;
  mind.notes.at = table.now + thinkMs(open, mind); // should this answer be wrong
  if (player.points > 2 * POLICY.skipCost && mind.random.chance(often(GIVES_UP, mind))) {
    return { action: 'skip', puzzle_id: open.id };
  }
  const errs = mind.random.chance(often(ERRS, mind));
  const answer = errs ? PUZZLES[open.type].slip(open, mind.random) : open.answer;
  return { action: 'answer', puzzle_id: open.id, answer };
}

/** How often something happens to a player of this skill. */
function often(beginner: number, { skill }: BotMind): number {
  return beginner * (1 - (1 - EXPERT) * skill);
}

/** An expert is three times as fast as a beginner, and nobody takes the same time twice. */
function thinkMs({ type, level }: OpenPuzzle, { random, skill }: BotMind): number {
  const usual = THINK_MS[type] * (1 + SLOWER_PER_LEVEL * (level - 1)) * (1.5 - skill);
  return Math.round(usual * (0.6 + 0.4 * random.float() + 0.4 * random.float()));
}
