import { z } from 'zod';
import { Problem } from '../lib/problem.ts';
import { COSTS } from '../players/costs.ts';
import { momentsOf } from '../players/moments.ts';
import { json, type Route, route } from './route.ts';
import type { HttpServices } from './services.ts';
import { API, withId } from './shapes.ts';

/** So many matches before are looked at. */
const LOOKED_AT = 100;

const count = z.int();
const momentsShape = z
  .object({
    moments: z.array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('first_match') }),
        z.object({ kind: z.literal('first_win') }),
        z.object({ kind: z.literal('wins_in_a_row'), count }),
        z.object({ kind: z.literal('best_score'), score: z.number(), before: z.number() }),
        z.object({ kind: z.literal('matches'), count }),
      ]),
    ),
  })
  .meta({ id: 'Moments' });

export type Moments = z.output<typeof momentsShape>;

/** `/matches/:id/moments`. */
export function momentRoutes({ records }: Pick<HttpServices, 'records'>): Route[] {
  return [
    route({
      method: 'get',
      path: `${API}/matches/:id/moments`,
      summary: 'What was special about a match, for me',
      description:
        'From the records: firsts, wins in a row, a score higher than ever. Of who has played long, the last ' +
        `${LOOKED_AT} matches are looked at. Nothing for who did not play it, left it, or where it was abandoned; ` +
        'wins count where other people played.',
      tag: 'matches',
      auth: 'player',
      cost: COSTS.history,
      params: withId,
      answers: { 200: json('Nothing, or some.', momentsShape) },
      problems: ['404 unknown_match'],
      async handle({ player, params }) {
        const match = await records.find(params.id);
        if (!match) throw new Problem(404, 'unknown_match', 'There is no such match.');
        const page = { limit: LOOKED_AT, before: match.startedAt };
        const before = await records.ofPlayer(player.id, page);
        const moments = momentsOf(player.id, match, before, before.length < LOOKED_AT);
        return { status: 200, body: { moments } };
      },
    }),
  ];
}
