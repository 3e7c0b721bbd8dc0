import type { BotMind } from '../game.ts';
import type { RelayAction } from './messages.ts';
import { POLICY } from './scoring.ts';
import type { OpenPuzzle, RelayTable } from './table.ts';
import { usualMs } from './tempo.ts';
import { versionOf } from './versions.ts';

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
  mind.lookAt = Number.MAX_SAFE_INTEGER; // who is out stays out
  if (!player?.active || !open) return undefined;
  if (mind.notes.puzzle !== open.id) {
    const seen = Math.max(table.now, open.asksAt);
    const least = versionOf(table).leastMs(open.type, open.level);
    mind.notes = { puzzle: open.id, at: seen + Math.max(thinkMs(open, mind), least) };
  }
  mind.lookAt = Math.max(Number(mind.notes.at), player.locked_until);
  if (table.now < mind.lookAt) return undefined;
  mind.notes.at = table.now + thinkMs(open, mind); // should this answer be wrong
  if (player.points > 2 * POLICY.skipCost && mind.random.chance(often(GIVES_UP, mind))) {
    return { action: 'skip', puzzle_id: open.id };
  }
  const errs = mind.random.chance(often(ERRS, mind));
  const answer = errs ? versionOf(table).puzzles[open.type].slip(open, mind.random) : open.answer;
  return { action: 'answer', puzzle_id: open.id, answer };
}

/** How often something happens to a player of this skill. */
function often(beginner: number, { skill }: BotMind): number {
  return beginner * (1 - (1 - EXPERT) * skill);
}

/** An expert is three times as fast as a beginner, and nobody takes the same time twice. */
function thinkMs(
  { type, level, effort = usualMs(type, level) }: OpenPuzzle,
  { random, skill }: BotMind,
): number {
  return Math.round(effort * (1.5 - skill) * (0.6 + 0.4 * random.float() + 0.4 * random.float()));
}
