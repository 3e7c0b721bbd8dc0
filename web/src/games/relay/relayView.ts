import type { MatchView, PlayerView } from '../../../../client/matchView.ts';

/** The viewer's open puzzle. `data` is what its type tells beside the question, parsed, or null. */
export interface PuzzleView {
  id: string;
  type: string;
  level: number;
  question: string;
  data: unknown;
}

export interface RelayPlayerView extends PlayerView {
  points: number;
  active: boolean;
  solved: number;
  passed: number;
  /** Solved nothing for long: points run down faster. */
  cold: boolean;
  /** Game ms at which the player goes cold; 0 in old matches, where nobody does. */
  cold_at: number;
  /** Game ms until which no answer is taken. */
  locked_until: number;
}

/** Relay's state as the table shows it. Times are game ms. */
export interface RelayView {
  phase: MatchView['phase'];
  deadline: number;
  spectators: number;
  elapsed: number;
  ends_at: number;
  decay: number;
  team_score: number;
  /** In the order of the ring. */
  players: RelayPlayerView[];
}

/** Reads relay's fields from a match's state; what is missing is 0 or false. */
export function readRelay(view: MatchView): RelayView {
  const players = Object.values(view.players).map((player) => ({
    ...player,
    points: number(player.points),
    active: player.active === true,
    solved: number(player.solved),
    passed: number(player.passed),
    cold: player.cold === true,
    cold_at: number(player.cold_at),
    locked_until: number(player.locked_until),
  }));
  return {
    phase: view.phase,
    deadline: number(view.deadline),
    spectators: number(view.spectators),
    elapsed: number(view.elapsed),
    ends_at: number(view.ends_at),
    decay: number(view.decay),
    team_score: number(view.team_score),
    players: players.sort((a, b) => a.seat - b.seat),
  };
}

/** The open puzzle of a player, or null: there is none, or it is not the viewer's to see. */
export function readPuzzle(player: PlayerView | undefined): PuzzleView | null {
  const puzzle = player?.puzzle;
  if (typeof puzzle !== 'object' || puzzle === null) return null;
  const { id, type, level, question, data } = puzzle as Record<string, unknown>;
  if (typeof id !== 'string' || id === '') return null;
  return {
    id,
    type: String(type),
    level: number(level),
    question: String(question),
    data: parsed(data),
  };
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function parsed(data: unknown): unknown {
  if (typeof data !== 'string' || data === '') return null;
  try {
    return JSON.parse(data);
  } catch {
    // The question tells everything: a control that fits is an extra.
    return null;
  }
}
