import { z } from 'zod';
import type { Parties } from '../matchmaking/parties.ts';
import { COSTS } from '../players/costs.ts';
import { gameName } from '../protocol/queueRequest.ts';
import { json, type Route, route } from './route.ts';
import { API, uuid } from './shapes.ts';

const tag = 'parties';
const path = `${API}/parties`;

const partyShape = z
  .object({
    party_id: uuid,
    code: z.string().meta({ description: 'What lets others in.' }),
    leader: uuid.meta({ description: 'Who starts the queue.' }),
    game: gameName,
    locked: z.boolean().meta({ description: 'Nobody comes in by the code.' }),
    members: z.array(z.object({ id: uuid, name: z.string(), ready: z.boolean() })),
  })
  .meta({ id: 'Party' });

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

const lineShape = z.object({
  id: z.int(),
  from: uuid,
  name: z.string(),
  text: z.string(),
  at: z.int().meta({ description: 'Epoch ms.' }),
  spectator: z.boolean(),
});

const mine = z.object({ party: partyShape.nullable() });
const shown = { 200: json('My party; null when I am in none.', mine) };
const player_id = uuid;

/** `/parties`: friends who queue together, without a socket. */
export function partyRoutes(parties: Parties): Route[] {
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
          mine.extend({ chat: z.array(lineShape) }),
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
    route({
      method: 'post',
      path,
      summary: 'Open a party',
      description: 'Whoever is in one gets that.',
      tag,
      auth: 'player',
      cost: COSTS.party_create,
      body: z.strictObject({ game: gameName.optional() }).optional(),
      answers: shown,
      problems: ['404 unknown_game'],
      async handle({ player, body }) {
        return { status: 200, body: { party: await parties.create(player, body?.game) } };
      },
    }),
    route({
      method: 'post',
      path: `${path}/join`,
      summary: 'Join a party',
      description:
        'By its code, or by the invitation of the player `from`. Ten codes a minute per player, and per address ten ' +
        'that no party has.',
      tag,
      auth: 'player',
      cost: COSTS.party_join,
      body: z.union([z.strictObject({ code: z.string().max(200) }), z.strictObject({ from: uuid })]),
      answers: shown,
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
      async handle({ player, body, address }) {
        const party =
          'code' in body
            ? await parties.joinByCode(player, body.code, address)
            : await parties.acceptInvitation(player, body.from);
        return { status: 200, body: { party } };
      },
    }),
    route({
      method: 'post',
      path: `${path}/me/invite`,
      summary: 'Invite a player',
      tag,
      auth: 'player',
      cost: COSTS.party_invite,
      body: z.strictObject({ player_id }),
      answers: shown,
      problems: ['403 not_leader', '404 no_party', '409 party_full', '429 too_many_invitations'],
      async handle({ player, body }) {
        return { status: 200, body: { party: await parties.invite(player, body.player_id) } };
      },
    }),
    route({
      method: 'post',
      path: `${path}/me/ready`,
      summary: 'Say whether I am ready',
      tag,
      auth: 'player',
      cost: COSTS.party_ready,
      body: z.strictObject({ ready: z.boolean() }),
      answers: shown,
      problems: ['404 no_party'],
      async handle({ player, body }) {
        return { status: 200, body: { party: await parties.ready(player.id, body.ready) } };
      },
    }),
    route({
      method: 'post',
      path: `${path}/me/leave`,
      summary: 'Leave my party',
      tag,
      auth: 'player',
      cost: COSTS.party_leave,
      answers: shown,
      async handle({ player }) {
        await parties.leave(player.id);
        return { status: 200, body: { party: null } };
      },
    }),
    route({
      method: 'post',
      path: `${path}/me/kick`,
      summary: 'Show a member out',
      description: 'The code changes, and they do not come back until I invite them.',
      tag,
      auth: 'player',
      cost: COSTS.party_kick,
      body: z.strictObject({ player_id }),
      answers: shown,
      problems: ['403 not_leader', '404 no_party'],
      async handle({ player, body }) {
        return { status: 200, body: { party: await parties.kick(player.id, body.player_id) } };
      },
    }),
    route({
      method: 'post',
      path: `${path}/me/game`,
      summary: 'Choose the game',
      tag,
      auth: 'player',
      cost: COSTS.party_game,
      body: z.strictObject({ game: gameName }),
      answers: shown,
      problems: ['403 not_leader', '404 no_party', '404 unknown_game'],
      async handle({ player, body }) {
        return { status: 200, body: { party: await parties.setGame(player.id, body.game) } };
      },
    }),
    route({
      method: 'post',
      path: `${path}/me/code`,
      summary: 'Renew the code of my party',
      description: 'The old one lets nobody in any more.',
      tag,
      auth: 'player',
      cost: COSTS.party_code,
      answers: shown,
      problems: ['403 not_leader', '404 no_party'],
      async handle({ player }) {
        return { status: 200, body: { party: await parties.renewCode(player.id) } };
      },
    }),
    route({
      method: 'post',
      path: `${path}/me/lock`,
      summary: 'Let nobody into my party by its code, or again',
      tag,
      auth: 'player',
      cost: COSTS.party_lock,
      body: z.strictObject({ locked: z.boolean() }),
      answers: shown,
      problems: ['403 not_leader', '404 no_party'],
      async handle({ player, body }) {
        return { status: 200, body: { party: await parties.lock(player.id, body.locked) } };
      },
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
      async handle({ player, body }) {
        return { status: 200, body: await parties.start(player, body?.bots ?? false) };
      },
    }),
  ];
}
