import { z } from 'zod';
import { companionsOf } from '../players/companions.ts';
import { COSTS } from '../players/costs.ts';
import { face, moment, uuid } from '../protocol/shapes.ts';
import { json, type Route, route } from './route.ts';
import type { HttpServices } from './services.ts';
import { API } from './shapes.ts';

/** So many matches are looked through for a page: at most four times as many people. */
const MATCHES_A_PAGE = 25;

const companionsShape = z
  .object({
    players: z.array(
      z.object({
        id: uuid,
        name: z.string().meta({ description: 'As they were called at that table.' }),
        face,
        met_at: moment.meta({ description: 'When the last match with them began.' }),
        matches: z.int().meta({ description: 'Matches with them, of those looked through.' }),
      }),
    ),
    next: moment.nullable().meta({ description: '`before` of the next page; null at the end.' }),
  })
  .meta({ id: 'Companions' });

export type Companions = z.output<typeof companionsShape>;

/** `/players/me/companions`. */
export function companionRoutes({ records, mutes }: Pick<HttpServices, 'records' | 'mutes'>): Route[] {
  return [
    route({
      method: 'get',
      path: `${API}/players/me/companions`,
      summary: 'People I played with lately',
      description:
        `Of the last ${MATCHES_A_PAGE} matches, the newest first, each once a page. Who deleted their account is not ` +
        'among them, nor who does not want to hear the caller, or the caller them.',
      tag: 'players',
      auth: 'player',
      cost: COSTS.companions,
      query: z.object({
        before: moment.optional().meta({ description: 'Only older matches: `next` of the page before.' }),
      }),
      answers: { 200: json('A page of people.', companionsShape) },
      async handle({ player, query }) {
        const before = query.before === undefined ? {} : { before: Date.parse(query.before) };
        const matches = await records.ofPlayer(player.id, { limit: MATCHES_A_PAGE, ...before });
        const met = companionsOf(player.id, matches);
        const [unheard, deaf] = await Promise.all([
          mutes.unheardBy(player.id),
          mutes.deafTo(
            player.id,
            met.map(({ id }) => id),
          ),
        ]);
        const players = met
          .filter(({ id }) => !unheard.has(id) && !deaf.has(id))
          .map(({ met, ...who }) => ({ ...who, met_at: new Date(met).toISOString() }));
        const oldest = matches.length < MATCHES_A_PAGE ? undefined : matches.at(-1);
        return {
          status: 200,
          body: { players, next: oldest ? new Date(oldest.startedAt).toISOString() : null },
        };
      },
    }),
  ];
}
