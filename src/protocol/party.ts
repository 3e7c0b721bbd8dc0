import { z } from 'zod';
import type { MatchId, PlayerId } from '../lib/ids.ts';
import { chatRequest, type Said } from './chat.ts';
import { nothing } from './messages.ts';
import { gameName } from './queueRequest.ts';
import { face, uuid } from './shapes.ts';

/** A party as its members see it. */
export const partyView = z
  .object({
    party_id: uuid,
    code: z.string().meta({ description: 'What lets others in.' }),
    leader: uuid.meta({ description: 'Who starts the queue.' }),
    game: gameName,
    locked: z.boolean().meta({ description: 'Nobody comes in by the code.' }),
    members: z.array(z.object({ id: uuid, name: z.string(), face, ready: z.boolean() })),
    invited: z
      .array(z.object({ id: uuid, name: z.string(), face }))
      .optional()
      .meta({ description: 'Who was asked last and has not come, if anybody.' }),
  })
  .meta({ id: 'Party' });

export type PartyView = z.output<typeof partyView>;

/** Somebody wants one in their party. */
export interface PartyInvitation {
  /** Uuid of who invites. */
  from: PlayerId;
  name: string;
  face: string;
  game: string;
}

/** The party one is in after a request. */
export interface PartyAnswer {
  party: PartyView;
}

/** What requests about parties are answered. */
export interface PartyAnswers {
  party_create: PartyAnswer;
  party_join: PartyAnswer;
  party_invite: PartyAnswer;
  party_ready: PartyAnswer;
  party_leave: { party: null };
  party_kick: PartyAnswer;
  party_game: PartyAnswer;
  party_code: PartyAnswer;
  party_lock: PartyAnswer;
  party_start: { match_id: MatchId };
  party_chat: Said;
}

const whom = z.object({ player_id: uuid });

/** Requests about parties, as they are checked. */
export const PARTY_REQUESTS = {
  party_create: z.object({ game: gameName.optional() }).nullish(),
  party_join: z.union([z.object({ code: z.string().max(200) }), z.object({ from: uuid })]),
  party_invite: whom,
  party_ready: z.object({ ready: z.boolean() }),
  party_leave: nothing,
  party_kick: whom,
  party_game: z.object({ game: gameName }),
  party_code: nothing,
  party_lock: z.object({ locked: z.boolean() }),
  party_start: z.object({ bots: z.boolean().default(false) }).nullish(),
  party_chat: chatRequest,
} satisfies Record<keyof PartyAnswers, z.ZodType>;

/** What a request about parties asks, once it is checked. */
export type PartyRequest<T extends keyof PartyAnswers> = z.output<(typeof PARTY_REQUESTS)[T]>;
