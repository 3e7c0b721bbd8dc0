import { z } from 'zod';
import { Problem } from '../lib/problem.ts';
import { COSTS } from '../players/costs.ts';
import { ratingView } from '../players/profile.ts';
import { faceOf } from '../protocol/face.ts';
import { gameName } from '../protocol/queueRequest.ts';
import { face, uuid } from '../protocol/shapes.ts';
import { json, type Route, route } from './route.ts';
import type { HttpServices } from './services.ts';
import { API, limit, ratingShape } from './shapes.ts';

const entry = z.object({
  rank: z.int(),
  player: uuid,
  name: z.string(),
  face,
  rating: ratingShape,
  score: z.number().meta({ description: 'The same as `rating.rating`.' }),
});

const board = z.object({ game: gameName, entries: z.array(entry) }).meta({ id: 'Board' });

export type Board = z.output<typeof board>;

/** `/leaderboards`. */
export function leaderboardRoutes({ games, records }: Pick<HttpServices, 'games' | 'records'>): Route[] {
  return [
    route({
      method: 'get',
      path: `${API}/leaderboards/:game`,
      summary: 'The best of a game, or those around me',
      tag: 'leaderboards',
      auth: 'optional',
      cost: COSTS.leaderboard,
      params: z.object({ game: gameName }),
      query: z.object({
        limit,
        around: z
          .literal('me')
          .optional()
          .meta({ description: 'The rows about the caller, who must be signed in.' }),
      }),
      answers: {
        200: json('Best first.', board),
      },
      problems: ['401 token_missing', '404 unknown_game'],
      async handle({ params: { game }, query, player }) {
        if (!games.has(game)) throw new Problem(404, 'unknown_game', `There is no game ${game}.`);
        if (query.around && !player) throw new Problem(401, 'token_missing', 'Sign in to see your place.');
        const around = query.around && player ? { around: player.id } : {};
        const rows = await records.leaderboard(game, { limit: query.limit, ...around });
        const entries = rows.map(({ rank, player, name, face: chosen, rating }) => {
          const view = ratingView(rating);
          return { rank, player, name, face: faceOf(player, chosen), rating: view, score: view.rating };
        });
        return { status: 200, body: { game, entries } };
      },
    }),
  ];
}
