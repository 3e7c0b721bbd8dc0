import { z } from 'zod';
import type { Account, AccountStore } from '../auth/accounts.ts';
import { Problem } from '../lib/problem.ts';
import { COSTS } from '../players/costs.ts';
import { checkName, MAX_NAME_LENGTH } from '../players/names.ts';
import { profileView } from '../players/profile.ts';
import { gameName } from '../protocol/queueRequest.ts';
import { face, moment, uuid } from '../protocol/shapes.ts';
import { livePlayer, matchShape, phase, recordedMatch, seatedPlayers } from './matchView.ts';
import { json, type Route, route } from './route.ts';
import type { HttpServices } from './services.ts';
import { API, limit, ratingShape, withId } from './shapes.ts';

const rankedRating = ratingShape
  .extend({
    rank: z
      .int()
      .nullable()
      .meta({ description: 'The place on the leaderboard. Null when it is not known just now.' }),
  })
  .meta({ id: 'RankedRating' });

const profile = z
  .object({
    id: uuid,
    name: z.string(),
    face,
    guest: z.boolean(),
    created_at: moment,
    ratings: z.record(z.string(), rankedRating).meta({ description: 'By game.' }),
  })
  .meta({ id: 'Profile' });

const ownProfile = profile.extend({ email: z.string().nullable() }).meta({ id: 'OwnProfile' });

const historyShape = z.object({ matches: z.array(matchShape), next: moment.nullable() });

/** Players and pages of their matches as clients get them. */
export type Profile = z.output<typeof profile>;
export type OwnProfile = z.output<typeof ownProfile>;
export type History = z.output<typeof historyShape>;

const seatShape = z
  .object({
    name: z.string(),
    sessionId: z.string(),
    roomId: z.string(),
    processId: z.string(),
    publicAddress: z.string().optional(),
  })
  .catchall(z.unknown())
  .meta({ id: 'Seat', description: 'For `consumeSeatReservation` of the SDK, within 15 s.' });

const wayBack = z.object({
  match_id: uuid,
  game: gameName,
  phase,
  players: z.array(livePlayer),
  seat: seatShape,
});

/** `/players`: oneself and others. */
export function playerRoutes({
  accounts,
  records,
  ranking,
  live,
  leaveAll,
  parties,
}: Pick<HttpServices, 'accounts' | 'records' | 'ranking' | 'live' | 'leaveAll' | 'parties'>): Route[] {
  const tag = 'players';
  const viewOf = async (account: Account) => profileView(account, await rankedRatings(account.id));
  const ownView = async (account: Account) => ({ ...(await viewOf(account)), email: account.email });

  async function rankedRatings(player: string) {
    const ratings = Object.entries(await records.ratings(player));
    const places = await Promise.all(ratings.map(([game]) => ranking.place(game, player)));
    return Object.fromEntries(
      ratings.map(([game, rating], i) => [game, { rating, rank: places[i]?.rank ?? null }]),
    );
  }

  return [
    route({
      method: 'get',
      path: `${API}/players/me`,
      summary: 'My profile',
      tag,
      auth: 'player',
      answers: { 200: json('The caller.', ownProfile) },
      problems: ['404 unknown_player'],
      async handle({ player }) {
        return { status: 200, body: await ownView(await accountOf(accounts, player.id)) };
      },
    }),
    route({
      method: 'patch',
      path: `${API}/players/me`,
      summary: 'Change my name or my face',
      tag,
      auth: 'player',
      cost: COSTS.rename,
      body: z
        .strictObject({
          name: z
            .string()
            .max(1000)
            .meta({ description: `1 to ${MAX_NAME_LENGTH} characters.` })
            .optional(),
          face: face.optional(),
        })
        .refine(
          (change) => change.name !== undefined || change.face !== undefined,
          'Say name, face or both.',
        ),
      answers: { 200: json('The caller, changed.', ownProfile) },
      problems: ['400 invalid_name', '400 reserved_name', '404 unknown_player', '409 name_taken_here'],
      async handle({ player, body }) {
        const change = {
          ...(body.name !== undefined && { name: checkName(body.name) }),
          ...(body.face !== undefined && { face: body.face }),
        };
        if (change.name !== undefined) await parties.renaming({ id: player.id, name: change.name });
        const account = await accounts.update(player.id, change);
        return { status: 200, body: await ownView(account ?? unknownPlayer()) };
      },
    }),
    route({
      method: 'delete',
      path: `${API}/players/me`,
      summary: 'Delete my account',
      description:
        'For good. The caller leaves queue, party and match, which is a forfeit. Name, e-mail address, password, ' +
        'preferences and ratings are gone, and every token is revoked; records of matches keep a nameless player.',
      tag,
      auth: 'player',
      cost: COSTS.account_delete,
      answers: { 200: json('It is gone.', z.object({ deleted: z.literal(true) })) },
      async handle({ player }) {
        // First: what fails here can be asked for again.
        await leaveAll(player.id);
        await accounts.remove(player.id);
        await leaveAll(player.id).catch(() => {}); // whatever another tab entered meanwhile runs out by itself
        return { status: 200, body: { deleted: true as const } };
      },
    }),
    route({
      method: 'get',
      path: `${API}/players/me/match`,
      summary: 'The match I am in, and a way back',
      description: 'The seat is made for this answer: ask again when it was not taken in time.',
      tag,
      auth: 'player',
      seated: true,
      cost: COSTS.seat,
      query: z.object({
        or: z
          .literal('null')
          .optional()
          .meta({ description: 'Without a match the answer is null, and not 404.' }),
      }),
      answers: { 200: json('The match, and a seat in it.', wayBack.nullable()) },
      problems: ['404 no_match'],
      async handle({ player, query }) {
        const match = await live.of(player.id);
        const seat = match && (await live.seat(match.id, player.id).catch(overMeanwhile));
        if ((!match || !seat) && query.or === 'null') return { status: 200, body: null };
        if (!match || !seat) throw new Problem(404, 'no_match', 'You are in no match.');
        const { id, game, phase } = match;
        const players = seatedPlayers(match);
        return { status: 200, body: { match_id: id, game, phase, players, seat: { ...seat } } };
      },
    }),
    route({
      method: 'get',
      path: `${API}/players/:id`,
      summary: 'A player',
      tag,
      auth: 'none',
      params: withId,
      answers: { 200: json('The player.', profile) },
      problems: ['404 unknown_player'],
      async handle({ params }) {
        const account = await accountOf(accounts, params.id);
        return { status: 200, body: await viewOf(account) };
      },
    }),
    route({
      method: 'get',
      path: `${API}/players/:id/matches`,
      summary: 'Matches of a player, newest first',
      tag,
      auth: 'none',
      cost: COSTS.history,
      params: withId,
      query: z.object({
        limit,
        before: moment.optional().meta({ description: 'Only older ones: `next` of the page before.' }),
      }),
      answers: {
        200: json('A page of matches.', historyShape),
      },
      problems: ['404 unknown_player'],
      async handle({ params, query }) {
        await accountOf(accounts, params.id);
        const before = query.before === undefined ? {} : { before: Date.parse(query.before) };
        const found = await records.ofPlayer(params.id, { limit: query.limit, ...before });
        const matches = found.map((record) => recordedMatch(record));
        const next = matches.length < query.limit ? null : (matches.at(-1)?.started_at ?? null);
        return { status: 200, body: { matches, next } };
      },
    }),
  ];
}

async function accountOf(accounts: Pick<AccountStore, 'byId'>, id: string): Promise<Account> {
  const account = await accounts.byId(id);
  return account?.deletedAt === null ? account : unknownPlayer();
}

function unknownPlayer(): never {
  throw new Problem(404, 'unknown_player', 'There is no such player.');
}

/** The match ended, or the player left it, between two questions. */
function overMeanwhile(error: unknown): null {
  if (error instanceof Problem && (error.status === 404 || error.status === 403)) return null;
  throw error;
}
