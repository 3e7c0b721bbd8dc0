import { z } from 'zod';
import { type ButtonAnswer, type ButtonState, pushRequest } from './button.ts';
import type { ChatLine } from './chat.ts';
import type { Message, Requests } from './messages.ts';
import { PARTY_REQUESTS, type PartyAnswers, type PartyInvitation, type PartyView } from './party.ts';
import { queueRequest } from './queueRequest.ts';
import { ROOM_MESSAGES, ROOM_REQUESTS, type RoomAnswers, type RoomMessages } from './room.ts';
import type { MatchFound } from './seat.ts';
import { uuid } from './shapes.ts';
import type { ReadyCheck, TicketView } from './ticket.ts';

/** What a lobby sends its clients. */
export interface LobbyMessages extends RoomMessages {
  queue_update: TicketView;
  ready_check: ReadyCheck;
  match_found: MatchFound;
  /** Null when one is in none any more. */
  party: { party: PartyView | null };
  party_invitation: PartyInvitation;
  party_chat: ChatLine;
  /** The last lines, oldest first. */
  party_chat_history: readonly ChatLine[];
  /** How the button stands: when one joins, and again and again. */
  button: ButtonState;
}

/** One of them. */
export type LobbyMessage = Message<LobbyMessages>;

/** Their types. */
export const LOBBY_MESSAGES = {
  ...ROOM_MESSAGES,
  queue_update: true,
  ready_check: true,
  match_found: true,
  party: true,
  party_invitation: true,
  party_chat: true,
  party_chat_history: true,
  button: true,
} as const satisfies Record<keyof LobbyMessages, true>;

/** What requests to a lobby are answered. */
export interface LobbyAnswers extends RoomAnswers, PartyAnswers {
  queue: TicketView;
  cancel: TicketView;
  accept: TicketView;
  decline: TicketView;
  push: ButtonAnswer;
}

const ticketRequest = z.object({ ticket_id: uuid });

/** Requests to a lobby, as they are checked. */
export const LOBBY_REQUESTS = {
  ...ROOM_REQUESTS,
  ...PARTY_REQUESTS,
  /** As over HTTP, but preferences are not looked at; what else a client may say is not heard. */
  queue: queueRequest.required({ game: true }).strip(),
  cancel: ticketRequest,
  accept: ticketRequest,
  decline: ticketRequest,
  push: pushRequest,
} satisfies Record<keyof LobbyAnswers, z.ZodType>;

/** What may be asked of a lobby. */
export type LobbyRequests = Requests<typeof LOBBY_REQUESTS, LobbyAnswers>;

/** What a request to a lobby asks, once it is checked. */
export type LobbyRequest<T extends keyof LobbyRequests> = z.output<(typeof LOBBY_REQUESTS)[T]>;
