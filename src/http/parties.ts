import { z } from 'zod';
import type { Parties } from '../matchmaking/parties.ts';
import { partyRequests } from '../matchmaking/partyRequests.ts';
import { COSTS } from '../players/costs.ts';
import { chatLine } from '../protocol/chat.ts';
import { PARTY_REQUESTS, type PartyAnswers, type PartyRequest, partyView } from '../protocol/party.ts';
import { gameName } from '../protocol/queueRequest.ts';
import { uuid } from '../protocol/shapes.ts';
import { json, type Route, route } from './route.ts';
import { API } from './shapes.ts';

const tag = 'parties';
const path = `${API}/parties`;

const glanceShape = z
  .object({
    code: z.string(),
    leader: z
      .string()
      .nullable()
      .meta({ description: 'The name of the one who leads it; null while it is locked.' }),
    game: gameName,
    members: z.int(),
    full: z.boolean(),
    locked: z.boolean(),
  })
  .meta({ id: 'PartyGlance' });

const mine = z.object({ party: partyView.nullable() });
const shown = { 200: json('My party; null when I am in none.', mine) };

type ToMyParty = Exclude<keyof PartyAnswers, 'party_start' | 'party_chat'>;

interface About<T extends ToMyParty> extends Pick<Route, 'path' | 'summary' | 'description' | 'problems'> {
  body?: z.ZodType<PartyRequest<T>>;
}

/** `/parties`: friends who queue together, without a socket. */
export function partyRoutes(parties: Parties): Route[] {
  const answers = partyRequests(parties);
  return [
    route({
      method: 'get',
      path: `${path}/me`,
      summary: 'My party',
      tag,
      auth: 'player',
      answers: {
        200: json(
          'My party, null when I am in none, and what was said in it last.',
          mine.extend({ chat: z.array(chatLine) }),
        ),
      },
      async handle({ player }) {
        const party = await parties.of(player.id);
        return { status: 200, body: { party, chat: party ? [...(await parties.said(player.id))] : [] } };
      },
    }),
    route({
      method: 'get',
      path: `${path}/code/:code`,
      summary: 'Look a code up',
      description:
        'For who was sent a link, before they join. Ten codes a minute that no party has, per address, joining included.',
      tag,
      auth: 'none',
      params: z.object({ code: z.string().max(200) }),
      answers: {
        200: json(
          'The party that has this code; null when none has.',
          z.object({ party: glanceShape.nullable() }),
        ),
      },
      problems: ['429 too_many_joins'],
      async handle({ params, address }) {
        return { status: 200, body: { party: await parties.look(params.code, address) } };
      },
    }),
    ask('party_create', {
      ...{ path, summary: 'Open a party', description: 'Whoever is in one gets that.' },
      body: z.strictObject({ game: gameName.optional() }).optional(),
      problems: ['404 unknown_game'],
    }),
    ask('party_join', {
      ...{ path: `${path}/join`, summary: 'Join a party' },
      description:
        'By its code, or by the invitation of the player `from`. Ten codes a minute per player, and per address ten ' +
        'that no party has.',
      body: z.union([z.strictObject({ code: z.string().max(200) }), z.strictObject({ from: uuid })]),
      problems: [
        '403 shown_out',
        '404 unknown_party',
        '404 unknown_invitation',
        '409 already_in_party',
        '409 party_full',
        '409 party_locked',
        '409 name_taken_here',
        '429 too_many_joins',
      ],
    }),
    ask('party_invite', {
      ...{ path: `${path}/me/invite`, summary: 'Invite a player' },
      body: PARTY_REQUESTS.party_invite.strict(),
      problems: ['403 not_leader', '404 no_party', '409 party_full', '429 too_many_invitations'],
    }),
    ask('party_ready', {
      ...{ path: `${path}/me/ready`, summary: 'Say whether I am ready' },
      body: PARTY_REQUESTS.party_ready.strict(),
      problems: ['404 no_party'],
    }),
    ask('party_leave', { path: `${path}/me/leave`, summary: 'Leave my party' }),
    ask('party_kick', {
      ...{ path: `${path}/me/kick`, summary: 'Show a member out' },
      description: 'The code changes, and they do not come back until I invite them.',
      body: PARTY_REQUESTS.party_kick.strict(),
      problems: ['403 not_leader', '404 no_party'],
    }),
    ask('party_game', {
      ...{ path: `${path}/me/game`, summary: 'Choose the game' },
      body: PARTY_REQUESTS.party_game.strict(),
      problems: ['403 not_leader', '404 no_party', '404 unknown_game'],
    }),
    ask('party_code', {
      ...{ path: `${path}/me/code`, summary: 'Renew the code of my party' },
      description: 'The old one lets nobody in any more.',
      problems: ['403 not_leader', '404 no_party'],
    }),
    ask('party_lock', {
      ...{ path: `${path}/me/lock`, summary: 'Let nobody into my party by its code, or again' },
      body: PARTY_REQUESTS.party_lock.strict(),
      problems: ['403 not_leader', '404 no_party'],
    }),
    route({
      method: 'post',
      path: `${path}/me/start`,
      summary: 'Play with my party alone',
      description: 'Opens a table for its three to five members; with `bots` those take the empty seats.',
      tag,
      auth: 'player',
      cost: COSTS.party_start,
      body: z.strictObject({ bots: z.boolean().default(false) }).optional(),
      answers: { 200: json('The match; everybody is called to it.', z.object({ match_id: uuid })) },
      problems: [
        '403 not_leader',
        '404 no_party',
        '409 party_not_ready',
        '409 too_few_players',
        '409 too_many_players',
        '409 already_in_match',
        '503 no_private_tables',
      ],
      async handle({ player, body, address }) {
        return { status: 200, body: await answers.party_start(player, body, address) };
      },
    }),
  ];

  /** What may be asked of a lobby as well: the same is done and answered. */
  function ask<T extends ToMyParty>(type: T, about: About<T>): Route {
    const { [type]: answer } = answers;
    return route({
      ...{ method: 'post', tag, auth: 'player', cost: COSTS[type], answers: shown },
      ...about,
      async handle({ player, body, address }) {
        return { status: 200, body: await answer(player, body as PartyRequest<T>, address) };
      },
    });
  }
}
