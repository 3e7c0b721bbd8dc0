import { z } from 'zod';
import type { GameEvent, Phase } from '../games/game.ts';
import type { MatchId } from '../lib/ids.ts';
import { type ActionReply, type ActionRequest, actionRequest } from './action.ts';
import { type Message, nothing, type Requests } from './messages.ts';
import { REACTIONS, type Reaction } from './reactions.ts';
import type { ResultMessage } from './result.ts';
import { ROOM_MESSAGES, ROOM_REQUESTS, type RoomAnswers, type RoomMessages } from './room.ts';

/** What a game room sends its clients, whatever is played there. */
export interface GameMessages extends RoomMessages {
  /** Something happened, to be shown. */
  animation: GameEvent;
  game_state_update: PhaseMessage;
  /** With `true` nothing can be stored, so the game stands still; with `false` it goes on. */
  standing: { standing: boolean };
  result: ResultMessage;
  reaction: ReactionMessage;
}

/** Somebody at the table says something in one tap. */
export interface ReactionMessage {
  /** Uuid. */
  from: string;
  name: string;
  face: string;
  reaction: Reaction;
}

/** The phase changed: `session_id` is the match, `state` its phase now. */
export interface PhaseMessage {
  session_id: MatchId;
  state: Phase;
  /** Epoch ms. */
  timestamp: number;
}

/** One of them. */
export type GameMessage = Message<GameMessages>;

/** Their types. */
export const GAME_MESSAGES = {
  ...ROOM_MESSAGES,
  animation: true,
  game_state_update: true,
  standing: true,
  result: true,
  reaction: true,
} as const satisfies Record<keyof GameMessages, true>;

/** What requests to a game room are answered. */
export interface GameAnswers extends RoomAnswers {
  action: ActionReply;
  leave_match: undefined;
  react: Record<string, never>;
}

/** Requests to a game room, as they are checked; what an action asks besides is its game's to check. */
export const GAME_REQUESTS = {
  ...ROOM_REQUESTS,
  action: actionRequest,
  leave_match: nothing,
  react: z.object({ reaction: z.enum(REACTIONS) }),
} satisfies Record<keyof GameAnswers, z.ZodType>;

/** What may be asked of a game room. */
export interface GameRequests extends Omit<Requests<typeof GAME_REQUESTS, GameAnswers>, 'action'> {
  action: { asks: ActionRequest; answer: ActionReply };
}
