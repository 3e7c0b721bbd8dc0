import { z } from 'zod';
import { kept } from '../lib/kept.ts';
import { Problem } from '../lib/problem.ts';
import { MAX_BLOCKED } from '../matchmaking/preferences.ts';
import { COSTS } from '../players/costs.ts';
import { gameName, regions } from '../protocol/queueRequest.ts';
import { moment, uuid } from '../protocol/shapes.ts';
import { peopleAt } from './peopleAt.ts';
import { json, type Route, route } from './route.ts';
import type { HttpServices } from './services.ts';
import { API } from './shapes.ts';

const preferencesShape = z
  .strictObject({
    game: gameName,
    regions,
    bots: z.boolean().meta({ description: 'May bots fill empty seats.' }),
    blocked: z.array(uuid).max(MAX_BLOCKED).optional().meta({
      description: 'Players who are never to be met, nor heard: as those who are muted.',
    }),
  })
  .meta({ id: 'Preferences' });

/** What is set of them at once. */
const changeShape = preferencesShape.partial({ regions: true, bots: true });

export type PreferenceChange = z.input<typeof changeShape>;

const statisticsShape = z
  .object({
    game: gameName,
    title: z.string().meta({ description: 'What people call the game.' }),
    queue_length: z.int(),
    playing: z.int().meta({ description: 'People at its tables now.' }),
    matches_made: z.int(),
    wait: z
      .object({ mean: z.number().nullable(), p50: z.number().nullable(), p95: z.number().nullable() })
      .meta({ description: 'Seconds. Null until somebody was matched.' }),
    sizes: z.record(z.string(), z.int()).meta({ description: 'Tables per number of people at them.' }),
    rating_spread: z
      .object({ mean: z.number().nullable(), p95: z.number().nullable() })
      .meta({ description: 'Highest less lowest rating at a table.' }),
    bands: z
      .array(
        z.object({
          band: z.string(),
          players: z.int(),
          wait_p50: z.number().nullable(),
          wait_p95: z.number().nullable(),
          spread_p95: z.number().nullable(),
        }),
      )
      .meta({ description: 'The same by the rating of players.' }),
    over_time: z
      .array(
        z.object({
          from: moment,
          matches: z.int(),
          players: z.int(),
          wait_p50: z.number().nullable(),
        }),
      )
      .meta({ description: 'The last hour, in slots of 5 minutes.' }),
  })
  .meta({ id: 'QueueStatistics' });

export type GameStatistics = z.output<typeof statisticsShape>;

/** Every first page asks some times a minute: they are told the same for so long. */
const STATISTICS_MS = 5000;
/** Nobody's secret, and a browser of many tabs asks for it once. */
const STATISTICS_HEADERS = { 'Cache-Control': 'public, max-age=10' };

/** `/matchmaking`: preferences and statistics. */
export function matchmakingRoutes({
  games,
  preferences,
  matchmaking,
  passes,
  mutes,
  live,
  now,
}: Pick<
  HttpServices,
  'games' | 'preferences' | 'matchmaking' | 'passes' | 'mutes' | 'live' | 'now'
>): Route[] {
  const tag = 'matchmaking';
  const statistics = kept(STATISTICS_MS, now, async () => {
    const [all, tables] = await Promise.all([matchmaking.statistics(), live.list()]);
    const playing = peopleAt(tables);
    return all.map((one) => {
      const title = games.get(one.game)?.title ?? one.game;
      return { ...one, title, playing: playing.get(one.game) ?? 0 };
    });
  });
  return [
    route({
      method: 'get',
      path: `${API}/matchmaking/preferences`,
      summary: 'My preferences',
      tag,
      auth: 'player',
      answers: { 200: json('What the caller set.', preferencesShape) },
      problems: ['404 no_preferences'],
      async handle({ player }) {
        const set = await preferences.get(player.id);
        if (!set) throw new Problem(404, 'no_preferences', 'You have set no preferences yet.');
        return { status: 200, body: set };
      },
    }),
    route({
      method: 'post',
      path: `${API}/matchmaking/preferences`,
      summary: 'Set my preferences',
      description: 'What is left out stays as it is. A ticket takes from here what its request leaves out.',
      tag,
      auth: 'player',
      cost: COSTS.preferences,
      body: changeShape,
      answers: { 200: json('What is set now.', preferencesShape) },
      problems: ['404 unknown_game', '409 no_common_region'],
      async handle({ player, body }) {
        if (!games.has(body.game)) throw new Problem(404, 'unknown_game', `There is no game ${body.game}.`);
        if (body.regions) await matchmaking.checkRegions(player.id, body.regions);
        const set = await preferences.set(player.id, body);
        if (body.blocked) await mutes.changed(player.id);
        return { status: 200, body: set };
      },
    }),
    route({
      method: 'get',
      path: `${API}/matchmaking/statistics`,
      summary: 'How the queues do',
      description:
        'A few seconds old, and the same for everybody: it may be stored, and says whether it changed (`ETag`).',
      tag,
      auth: 'none',
      answers: { 200: json('Per game.', z.object({ games: z.array(statisticsShape) })) },
      async handle() {
        return { status: 200, body: { games: await statistics() }, headers: STATISTICS_HEADERS };
      },
    }),
    route({
      method: 'get',
      path: `${API}/matchmaking/trace`,
      summary: 'What the matcher saw and why it did what it did',
      description:
        'The last passes in which anybody waited, newest first, with all that went in: the same again gives the same. ' +
        'Empty at a process that does not make matches: ask each.',
      tag: 'operator',
      auth: 'operator',
      query: z.object({ limit: z.coerce.number().int().min(1).max(60).default(10) }),
      answers: { 200: json('Passes.', z.object({ passes: z.array(z.looseObject({ game: z.string() })) })) },
      async handle({ query }) {
        return { status: 200, body: { passes: passes.trace.last(query.limit).map((pass) => ({ ...pass })) } };
      },
    }),
  ];
}
