import type { Phase } from '../src/games/game.ts';

/** A running match in the lobby's list. */
export interface LobbyMatch {
  id: string;
  game: string;
  phase: Phase;
  names: string[];
  spectators: number;
  /** Epoch ms. */
  started_at: number;
}

/** What the lobby shows, as plain JSON. Matches are in the server's order. */
export interface LobbySnapshot {
  online: number;
  playing: number;
  queued: number;
  matches: LobbyMatch[];
}
