import { z } from 'zod';
import { Problem } from '../lib/problem.ts';
import { gameName, regions } from '../matchmaking/queueRequest.ts';
import { json, type Route, route } from './route.ts';
import type { HttpServices } from './services.ts';
import { API } from './shapes.ts';

const preferencesShape = z
  .strictObject({
    game: gameName,
    regions,
    bots: z.boolean().meta({ description: 'May bots fill empty seats.' }),
  })
  .meta({ id: 'Preferences' });

const statisticsShape = z
  .object({
    game: gameName,
    queue_length: z.int(),
    matches_made: z.int(),
    wait: z
      .object({ mean: z.number().nullable(), p50: z.number().nullable(), p95: z.number().nullable() })
      .meta({ description: 'Seconds. Null until somebody was matched.' }),
    sizes: z.record(z.string(), z.int()).meta({ description: 'Tables per number of people at them.' }),
    rating_spread: z
      .object({ mean: z.number().nullable(), p95: z.number().nullable() })
      .meta({ description: 'Highest less lowest rating at a table.' }),
  })
  .meta({ id: 'QueueStatistics' });

/** `/matchmaking`: preferences and statistics. */
export function matchmakingRoutes({
  games,
  preferences,
  matchmaking,
}: Pick<HttpServices, 'games' | 'preferences' | 'matchmaking'>): Route[] {
  const tag = 'matchmaking';
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
      description: 'A ticket takes from here what its request leaves out.',
      tag,
      auth: 'player',
      body: preferencesShape.extend({ regions: regions.default({}), bots: z.boolean().default(false) }),
      answers: { 200: json('What is set now.', preferencesShape) },
      problems: ['404 unknown_game'],
      async handle({ player, body }) {
        if (!games.has(body.game)) throw new Problem(404, 'unknown_game', `There is no game ${body.game}.`);
        await preferences.set(player.id, body);
        return { status: 200, body };
      },
    }),
    route({
      method: 'get',
      path: `${API}/matchmaking/statistics`,
      summary: 'How the queues do',
      tag,
      auth: 'none',
      answers: { 200: json('Per game.', z.object({ games: z.array(statisticsShape) })) },
      async handle() {
        return { status: 200, body: { games: await matchmaking.statistics() } };
      },
    }),
  ];
}
