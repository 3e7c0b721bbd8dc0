import { z } from 'zod';
import type { Parties, PartyPlayer } from '../matchmaking/parties.ts';
import { gameName } from '../matchmaking/queueRequest.ts';
import { readRequest } from './readRequest.ts';

const uuid = z.guid().toLowerCase();
const create = z.object({ game: gameName.optional() });
const join = z.union([z.object({ code: z.string().max(200) }), z.object({ from: uuid })]);
const whom = z.object({ player_id: uuid });
const ready = z.object({ ready: z.boolean() });
const game = z.object({ game: gameName });
const lock = z.object({ locked: z.boolean() });
const start = z.object({ bots: z.boolean().default(false) });
const line = z.object({ text: z.string().max(2000) });

/** What the lobby answers about parties, by request. Each tells the party, null for one who left it. */
export function partyRequests(parties: Parties) {
  type Request = (player: PartyPlayer, message: unknown, address: string) => Promise<unknown>;
  return {
    party_create: async (player, message) => ({
      party: await parties.create(player, readRequest(create, message ?? {}).game),
    }),
    party_join: async (player, message, address) => {
      const request = readRequest(join, message);
      const joined =
        'code' in request
          ? parties.joinByCode(player, request.code, address)
          : parties.acceptInvitation(player, request.from);
      return { party: await joined };
    },
    party_invite: async (player, message) => ({
      party: await parties.invite(player, readRequest(whom, message).player_id),
    }),
    party_ready: async (player, message) => ({
      party: await parties.ready(player.id, readRequest(ready, message).ready),
    }),
    party_leave: async (player) => {
      await parties.leave(player.id);
      return { party: null };
    },
    party_kick: async (player, message) => ({
      party: await parties.kick(player.id, readRequest(whom, message).player_id),
    }),
    party_game: async (player, message) => ({
      party: await parties.setGame(player.id, readRequest(game, message).game),
    }),
    party_code: async (player) => ({ party: await parties.renewCode(player.id) }),
    party_lock: async (player, message) => ({
      party: await parties.lock(player.id, readRequest(lock, message).locked),
    }),
    party_start: (player, message) => parties.start(player, readRequest(start, message ?? {}).bots),
    party_chat: (player, message) => parties.say(player, readRequest(line, message).text),
  } satisfies Record<string, Request>;
}
