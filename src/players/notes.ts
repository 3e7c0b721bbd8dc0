import type { Purse } from './budgets.ts';

/** What goes to a player's rooms, in all processes, and to no client. */
export interface PlayerNotes {
  /** The player has no connection any more from here on. */
  signed_out: null;
  /** Whom the player does not hear any more: uuids. */
  unheard: string[];
  lobby_session: SessionNote;
}

/** What the lobby sessions of a player tell each other. */
export type SessionNote =
  | { says: 'opened'; session: string }
  | { says: 'here'; session: string; at: number; to: string }
  | { says: 'close'; session: string };

/** What a process let players and addresses spend. */
export interface SpendingNote extends Record<Purse, [key: string, units: number][]> {
  from: string;
}

/** What processes tell each other, by the name under which they listen. No player's id is such a name. */
export interface ProcessNotes {
  /** To the process that makes matches: somebody came. */
  matchmaker: { queued: null };
  /** An account changed: its id. */
  accounts: { changed: string };
  spending: { spending: SpendingNote };
}
