import { z } from 'zod';
import { COSTS } from '../players/costs.ts';
import { uuid } from '../protocol/shapes.ts';
import { json, type Route, route } from './route.ts';
import type { HttpServices } from './services.ts';
import { API, withId } from './shapes.ts';

const tag = 'players';
const path = `${API}/players/me/mutes`;
const WHOM = 'Whom the caller muted or blocked.';
const muted = z.object({ muted: z.array(uuid).meta({ description: WHOM }) });
const answers = { 200: json(WHOM, muted) };

/** `/players/me/mutes`: whom one does not want to hear, in any chat, nor meet. */
export function muteRoutes({ mutes }: Pick<HttpServices, 'mutes'>): Route[] {
  return [
    route({
      method: 'get',
      path,
      summary: 'Whom I mute',
      tag,
      auth: 'player',
      answers,
      async handle({ player }) {
        return { status: 200, body: { muted: await mutes.muted(player.id) } };
      },
    }),
    route({
      method: 'put',
      path: `${path}/:id`,
      summary: 'Mute a player',
      description:
        'In every chat and for invitations, at once and wherever the caller is, who is not seated with them; 200 at most.',
      tag,
      auth: 'player',
      cost: COSTS.mute,
      params: withId,
      answers,
      problems: ['409 too_many_muted'],
      async handle({ player, params }) {
        return { status: 200, body: { muted: await mutes.mute(player.id, params.id) } };
      },
    }),
    route({
      method: 'delete',
      path: `${path}/:id`,
      summary: 'Unmute a player',
      description: 'Who was blocked is not so any more either.',
      tag,
      auth: 'player',
      cost: COSTS.unmute,
      params: withId,
      answers,
      async handle({ player, params }) {
        return { status: 200, body: { muted: await mutes.unmute(player.id, params.id) } };
      },
    }),
  ];
}
