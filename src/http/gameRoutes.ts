import { z } from 'zod';
import type { Game } from '../games/game.ts';
import type { ActRoute, CommandRoute, GameRoute, ShowRoute } from '../games/route.ts';
import type { LiveMatches } from '../match/live.ts';
import { uuid } from '../protocol/shapes.ts';
import { act, actionReply, judgedLater, REFUSALS, REFUSED, requestId } from './matchActions.ts';
import { json, type Route, route } from './route.ts';
import { API, withId } from './shapes.ts';

/** The routes that games bring, all of them about a running match. */
export function gameRoutes(games: Iterable<Pick<Game, 'name' | 'routes'>>, live: LiveMatches): Route[] {
  return [...games].flatMap(({ name, routes = [] }) => routes.map((one) => routeOf(name, one, live)));
}

function routeOf(game: string, one: GameRoute, live: LiveMatches): Route {
  if ('show' in one) return showRoute(game, one, live);
  return 'action' in one ? actRoute(game, one, live) : commandRoute(one, live);
}

function showRoute(
  tag: string,
  { show, answer, problems = [], ...one }: ShowRoute,
  live: LiveMatches,
): Route {
  return route({
    ...about(one, tag),
    method: 'get',
    auth: 'player',
    seated: true,
    params: withId,
    answers: { 200: json('What the caller may see.', answer) },
    problems: ['404 match_not_running', ...problems],
    async handle({ params: { id }, player }) {
      return {
        status: 200,
        body: await show({ id, look: () => live.state(id, player.id, -1, 0) }, player.id),
      };
    },
  });
}

function actRoute(tag: string, { action, members, ...one }: ActRoute, live: LiveMatches): Route {
  const shown = Object.fromEntries(Object.entries(members).map(([name, what]) => [name, judgedLater(what)]));
  const required = ['request_id', ...Object.keys(members)];
  return route({
    ...about(one, tag),
    method: 'post',
    auth: 'player',
    seated: true,
    params: withId,
    body: z.looseObject({ request_id: requestId, ...shown }).meta({ override: { required } }),
    answers: { 200: json('Judged and stored.', actionReply) },
    problems: [...REFUSALS, ...REFUSED],
    async handle({ params, player, body }) {
      return { status: 200, body: await act(live, params.id, player.id, { ...body, action }) };
    },
  });
}

function commandRoute({ command, ...one }: CommandRoute, live: LiveMatches): Route {
  return route({
    ...about(one, 'operator'),
    method: 'post',
    auth: 'operator',
    params: withId,
    answers: { 200: json('Done.', z.object({ match_id: uuid, version: z.int() })) },
    problems: ['404 match_not_running', '404 unknown_command', '409 match_over', '409 not_started'],
    async handle({ params: { id } }) {
      const { version } = await live.ask(id, { ask: 'command', name: command, operator: 'operator' });
      return { status: 200, body: { match_id: id, version } };
    },
  });
}

function about(
  { path, summary, description }: Pick<GameRoute, 'path' | 'summary' | 'description'>,
  tag: string,
) {
  return { path: `${API}/matches/:id/${path}`, summary, tag, ...(description && { description }) };
}
