import type { Head } from '../button/push.ts';
import type { PhaseMessage } from '../protocol/game.ts';
import type { NotificationMessage, NotificationStateMessage } from '../protocol/notifications.ts';
import type { Purse } from './budgets.ts';

/** What processes tell each other of a player's notifications. */
export type ToldOthers = { state: NotificationStateMessage } | { muted: string[] };

/** What goes to a player's rooms, in all processes, and to no client. */
export interface PlayerNotes {
  /** The player has no connection any more from here on. */
  signed_out: null;
  /** Whom the player does not hear any more: uuids. */
  unheard: string[];
}

/** Of notifications, to all processes. */
export interface PushNotes {
  /** Something was accepted, in the process of this id. */
  wake: string;
  /** A player did something with some, or chose other topics. `from` is the process that says so. */
  told: { from: string; player: string; told: ToldOthers };
}

/** A lobby session tells the others of its player. */
export type SessionNote =
  | { says: 'opened'; session: string }
  | { says: 'here'; session: string; at: number; to: string }
  | { says: 'close'; session: string };

/**
 * Whose spending processes tell each other: of the budgets of players and addresses, and pushes of the button by
 * player.
 */
export type SharedPurse = Purse | 'button';

/** What a process let players and addresses spend. Processes of before tell nothing of the button. */
export interface SpendingNote extends Record<Purse, [key: string, units: number][]> {
  from: string;
  button?: [player: string, pushes: number][];
}

/** What the lobby sessions of a player tell each other, under `player:{id}:lobbies`. */
export interface LobbyNotes {
  session: SessionNote;
}

/** What may be heard of a match from outside, under `match:{id}:events`. */
export interface MatchNotes {
  game_state_update: PhaseMessage;
}

/** What processes tell each other, by channel; who listens from outside hears it, too. */
export interface ProcessNotes {
  /** To the process that makes matches: somebody came. */
  'system:matchmaker': { queued: null };
  /** An account changed: its id. */
  'system:accounts': { changed: string };
  'system:spending': { spending: SpendingNote };
  'system:notifications': PushNotes;
  /** What everybody is told, as it is accepted. */
  'system:announcements': { notification: NotificationMessage };
  /** How the button stands, after each push. */
  'system:button': { stands: Head };
  /** Once a second, from the process that makes matches: how many wait for each game. */
  'queue:status': { status: { game: string; waiting: number }[] };
}
