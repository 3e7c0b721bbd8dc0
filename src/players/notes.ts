import type { NotificationStateMessage } from '../protocol/notifications.ts';
import type { Purse } from './budgets.ts';

/** What processes tell each other of a player's notifications. */
export type ToldOthers = { state: NotificationStateMessage } | { muted: string[] };

/** What goes to a player's rooms, in all processes, and to no client. */
export interface PlayerNotes {
  /** The player has no connection any more from here on. */
  signed_out: null;
  /** Whom the player does not hear any more: uuids. */
  unheard: string[];
  lobby_session: SessionNote;
}

/** Of notifications, to all processes. */
export interface PushNotes {
  /** Something was accepted: its number. */
  wake: number;
  /** A player did something with some, or chose other topics. `from` is the process that says so. */
  told: { from: string; player: string; told: ToldOthers };
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
  notifications: PushNotes;
}
