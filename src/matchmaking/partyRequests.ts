import type { PartyAnswers, PartyRequest } from '../protocol/party.ts';
import type { Parties, PartyPlayer } from './parties.ts';

/** Does what a request asks of a party, for a player at this address, and answers it. */
type PartyHandler<T extends keyof PartyAnswers> = (
  player: PartyPlayer,
  request: PartyRequest<T>,
  address: string,
) => Promise<PartyAnswers[T]>;

/**
 * What requests about parties are answered, in lobbies and over HTTP. Each tells the party, null for one who left it.
 */
export function partyRequests(parties: Parties) {
  const answers: { [T in keyof PartyAnswers]: PartyHandler<T> } = {
    party_create: async (player, request) => ({ party: await parties.create(player, request?.game) }),
    party_join: async (player, request, address) => {
      const joined =
        'code' in request
          ? parties.joinByCode(player, request.code, address)
          : parties.acceptInvitation(player, request.from);
      return { party: await joined };
    },
    party_invite: async (player, { player_id }) => ({ party: await parties.invite(player, player_id) }),
    party_ready: async (player, { ready }) => ({ party: await parties.ready(player.id, ready) }),
    party_leave: async (player) => {
      await parties.leave(player.id);
      return { party: null };
    },
    party_kick: async (player, { player_id }) => ({ party: await parties.kick(player.id, player_id) }),
    party_game: async (player, { game }) => ({ party: await parties.setGame(player.id, game) }),
    party_code: async (player) => ({ party: await parties.renewCode(player.id) }),
    party_lock: async (player, { locked }) => ({ party: await parties.lock(player.id, locked) }),
    party_start: (player, request) => parties.start(player, request?.bots ?? false),
    party_chat: (player, { text }) => parties.say(player, text),
  };
  return answers;
}
