import type { PartyView } from '../src/protocol/party.ts';
import type { ChatMessage } from './ChatLog.ts';
import type { LobbySnapshot } from './Lobby.ts';
import type { MatchConnection } from './MatchConnection.ts';
import type { ParlorError } from './ParlorError.ts';
import type { PartyInvitation } from './Parties.ts';
import type { ReadyCheck, TicketView } from './Queue.ts';
import type { ConnectionStatus } from './status.ts';

/** What a `Parlor` tells, and with what. */
export interface ParlorEvents {
  status: ConnectionStatus;
  /** The round trip was measured, in ms, or is not known any more. */
  ping: number | null;
  lobby: LobbySnapshot;
  /** The ticket, how it ended, or until when one may not queue changed. */
  ticket: TicketView | null;
  /** A table is proposed, or one more agreed to it. */
  ready_check: ReadyCheck;
  match: MatchConnection | null;
  /** A line of lobby chat. */
  chat: ChatMessage;
  /** Others are muted now, as far as it is known here: see `Parlor.muted`. */
  muted: readonly string[];
  party: PartyView | null;
  party_invitation: PartyInvitation;
  /** A line of the party's chat. */
  party_chat: ChatMessage;
  /** The server has this build of the page now: see `Parlor.build`. */
  build: string;
  /** The server takes no client as old as this any more: see `Parlor.outdated`. */
  outdated: true;
  /** Something failed that no call was waiting for. */
  problem: ParlorError;
}
