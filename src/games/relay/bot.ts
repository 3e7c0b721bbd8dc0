import type { BotMind, Seen } from '../game.ts';
import type { RelayAction } from './messages.ts';
import type { PuzzleName } from './puzzles/puzzle.ts';
import { POLICY } from './scoring.ts';
import { type Grid, gridIn, solve } from './solving.ts';
import type { RelayPuzzle, RelayState } from './state.ts';
import { usualMs } from './tempo.ts';
import { versionOf } from './versions.ts';

/** How often a beginner errs and gives up; an expert does so `EXPERT` times as often. */
const ERRS = 0.25;
const GIVES_UP = 0.1;
const EXPERT = 0.1;

/** How long a grid is shown, as its question says. */
const SHOWN_FOR = /gone in ([\d.]+) seconds/;

/** Plays like a person: reads, thinks, sometimes errs or gives up. It solves what it is shown, as it sees no more. */
export function bot(seen: Seen<RelayState>, mind: BotMind): RelayAction | undefined {
  const player = seen.state.players[seen.me];
  const puzzle = player?.puzzle;
  mind.lookAt = Number.MAX_SAFE_INTEGER; // who is out stays out
  if (!player?.active || !puzzle?.id) return undefined;
  if (mind.notes.puzzle !== puzzle.id) begin(seen, puzzle, mind);
  mind.lookAt = Math.max(Number(mind.notes.at), player.locked_until);
  if (seen.now < mind.lookAt) return undefined;
  mind.notes.at = seen.now + thinkMs(puzzle, mind); // should this answer be wrong
  const skip: RelayAction = { action: 'skip', puzzle_id: puzzle.id };
  const maySkip = player.points > POLICY.skipCost;
  if (player.points > 2 * POLICY.skipCost && mind.random.chance(often(GIVES_UP, mind))) return skip;
  const errs = mind.random.chance(often(ERRS, mind));
  const { grid } = mind.notes;
  const right = solve(puzzle.type, puzzle, grid === undefined ? grid : (JSON.parse(String(grid)) as Grid));
  if (right === null) return maySkip ? skip : undefined;
  const { slip } = versionOf(seen).puzzles[puzzle.type as PuzzleName];
  const answer = errs ? slip({ ...puzzle, answer: right }, mind.random) : right;
  return { action: 'answer', puzzle_id: puzzle.id, answer };
}

/** Reads a new puzzle, and makes up its mind how long to think. */
function begin(seen: Seen<RelayState>, puzzle: RelayPuzzle, mind: BotMind): void {
  const type = puzzle.type as PuzzleName;
  const grid = gridIn(type, puzzle);
  const shownMs = grid ? Number(SHOWN_FOR.exec(puzzle.question)?.[1] ?? 0) * 1000 : 0;
  const asksAt = Math.max(seen.now, puzzle.opened_at + shownMs);
  const at = asksAt + Math.max(thinkMs(puzzle, mind), versionOf(seen).leastMs(type, puzzle.level));
  mind.notes = { puzzle: puzzle.id, at, ...(grid && { grid: JSON.stringify(grid) }) };
}

/** How often something happens to a player of this skill. */
function often(beginner: number, { skill }: BotMind): number {
  return beginner * (1 - (1 - EXPERT) * skill);
}

/** An expert is three times as fast as a beginner, and nobody takes the same time twice. */
function thinkMs({ type, level }: RelayPuzzle, { random, skill }: BotMind): number {
  const effort = usualMs(type as PuzzleName, level);
  return Math.round(effort * (1.5 - skill) * (0.6 + 0.4 * random.float() + 0.4 * random.float()));
}
