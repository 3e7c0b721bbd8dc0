import type { BotMind } from '../../game.ts';

/** What a bot remembers from one look to the next: whole numbers by name, 0 for what it never noted. */
export function noted(mind: BotMind, name: Note): number {
  return Number(mind.notes[name] ?? 0);
}

export function note(mind: BotMind, name: Note, value: number): void {
  mind.notes[name] = value;
}

/**
 * `target`: the seat of the one it fights, plus 1; `seen`: the tick since which it sees them. `error`: how far its aim
 * is off, until `steady`. `strafe`: which way round it goes, until `turn`. `dodged`: the tick until which it thinks of
 * no danger. `wander`: the waypoint it strolls to, plus 1.
 */
type Note = 'target' | 'seen' | 'error' | 'steady' | 'strafe' | 'turn' | 'dodged' | 'wander';
