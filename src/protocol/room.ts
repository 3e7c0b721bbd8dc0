import { z } from 'zod';
import type { PlayerId } from '../lib/ids.ts';
import { type ChatLine, chatRequest, type Said } from './chat.ts';
import type { Requests } from './messages.ts';
import {
  type NotificationMessage,
  type NotificationStateMessage,
  type NotificationsMessage,
  seqsRequest,
} from './notifications.ts';
import { uuid } from './shapes.ts';

/** What every room sends its clients. */
export interface RoomMessages {
  chat: ChatLine;
  /** The last lines, oldest first. */
  chat_history: readonly ChatLine[];
  problem: ProblemMessage;
  /** Something one is told. */
  notification: NotificationMessage;
  /** What one missed. */
  notifications: NotificationsMessage;
  /** Not everything was told here: what came after `cursor` is to be asked for. */
  notifications_behind: { cursor: number };
  /** What another session of the player did with some. */
  notification_state: NotificationStateMessage;
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
  notification: true,
  notifications: true,
  notifications_behind: true,
  notification_state: true,
} as const satisfies Record<keyof RoomMessages, true>;

/** What every room answers. */
export interface RoomAnswers {
  chat: Said;
  mute: Muted;
  unmute: Muted;
  received: Record<string, never>;
  seen: Record<string, never>;
}

/** Whom one mutes now: uuids. */
export interface Muted {
  muted: PlayerId[];
}

/** Whom to mute. */
const muteRequest = z.object({ player_id: uuid });

/** The requests of every room, as they are checked. */
export const ROOM_REQUESTS = {
  chat: chatRequest,
  mute: muteRequest,
  unmute: muteRequest,
  received: seqsRequest,
  seen: seqsRequest,
} satisfies Record<keyof RoomAnswers, z.ZodType>;

/** What may be asked of every room. */
export type RoomRequests = Requests<typeof ROOM_REQUESTS, RoomAnswers>;
