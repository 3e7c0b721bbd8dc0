import { z } from 'zod';
import type { PlayerId } from '../lib/ids.ts';
import { type ChatLine, chatRequest, type Said } from './chat.ts';
import type { Requests } from './messages.ts';

/** What every room sends its clients. */
export interface RoomMessages {
  chat: ChatLine;
  /** The last lines, oldest first. */
  chat_history: readonly ChatLine[];
  problem: ProblemMessage;
}

/** Why a message could not be answered otherwise. */
export interface ProblemMessage {
  code: string;
  message: string;
  [detail: string]: unknown;
}

/** Their types. */
export const ROOM_MESSAGES = {
  chat: true,
  chat_history: true,
  problem: true,
} as const satisfies Record<keyof RoomMessages, true>;

/** What every room answers. */
export interface RoomAnswers {
  chat: Said;
  mute: Muted;
  unmute: Muted;
}

/** Whom one mutes now: uuids. */
export interface Muted {
  muted: PlayerId[];
}

/** Whom to mute. */
const muteRequest = z.object({ player_id: z.uuid().toLowerCase() });

/** The requests of every room, as they are checked. */
export const ROOM_REQUESTS = {
  chat: chatRequest,
  mute: muteRequest,
  unmute: muteRequest,
} satisfies Record<keyof RoomAnswers, z.ZodType>;

/** What may be asked of every room. */
export type RoomRequests = Requests<typeof ROOM_REQUESTS, RoomAnswers>;
