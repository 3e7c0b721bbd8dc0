import { z } from 'zod';
import type { Game } from '../games/game.ts';
import type { ActRoute, CommandRoute, GameRoute, KeptMatch, KeptRoute, ShowRoute } from '../games/route.ts';
import { Problem } from '../lib/problem.ts';
import type { LiveMatches } from '../match/live.ts';
import { COSTS } from '../players/costs.ts';
import { uuid } from '../protocol/shapes.ts';
import { act, actionReply, judgedLater, REFUSALS, REFUSED, requestId } from './matchActions.ts';
import { json, type Route, route } from './route.ts';
import type { HttpServices } from './services.ts';
import { API, withId } from './shapes.ts';

type MatchServices = Pick<HttpServices, 'live' | 'records'>;

/** The routes that games bring, all of them about a match. */
export function gameRoutes(games: Iterable<Pick<Game, 'name' | 'routes'>>, services: MatchServices): Route[] {
  return [...games].flatMap(({ name, routes = [] }) => routes.map((one) => routeOf(name, one, services)));
}

function routeOf(game: string, one: GameRoute, services: MatchServices): Route {
  const { live } = services;
  if ('tell' in one) return keptRoute(game, one, services);
  if ('show' in one) return showRoute(game, one, live);
  return 'action' in one ? actRoute(game, one, services) : commandRoute(one, live);
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

function keptRoute(
  game: string,
  { tell, takes, answer, problems = [], params, query, ...one }: KeptRoute,
  services: MatchServices,
): Route {
  return route({
    ...about(one, game),
    method: 'get',
    auth: 'optional',
    seated: true,
    cost: takes && query ? (page) => COSTS.replay + unitsOf(takes, query, page) : COSTS.replay,
    params: params ? withId.extend(params.shape) : withId,
    ...(query && { query }),
    answers: { 200: json('What the caller may see.', answer) },
    problems: ['404 unknown_match', '404 match_not_running', ...problems],
    async handle({ params: asked, query: page, player }) {
      const match = await keptMatch(String(asked.id), game, player?.id ?? null, services);
      return { status: 200, body: await tell(match, { params: asked, query: page ?? {} }) };
    },
  });
}

/** What answering this query takes; nothing for one that is refused. */
function unitsOf(takes: (query: object) => number, query: z.ZodObject, page: unknown): number {
  const asked = query.safeParse(page);
  return asked.success ? takes(asked.data) : 0;
}

/** @throws Problem 404 `unknown_match`: there is none of this game; `match_not_running`: it is between two processes */
async function keptMatch(
  id: string,
  game: string,
  player: string | null,
  { live, records }: MatchServices,
): Promise<KeptMatch> {
  const record = await records.find(id);
  if ((record ?? (await live.find(id)))?.game !== game)
    throw new Problem(404, 'unknown_match', 'There is no such match of this game.');
  if (record && record.outcome !== 'running') {
    const all = await records.recordsOf(id);
    const of = (kind: string) => all.filter((one) => one.kind === kind);
    return { id, state: null, records: async (kind, from, limit) => of(kind).slice(from, from + limit) };
  }
  const { state } = await live.state(id, player, -1, 0);
  const kept: KeptMatch['records'] = (kind, from, limit) =>
    live.ask(id, { ask: 'records', player, kind, from, limit });
  return { id, state, records: kept };
}

function actRoute(tag: string, { action, members, ...one }: ActRoute, services: MatchServices): Route {
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
      return { status: 200, body: await act(services, params.id, player.id, { ...body, action }) };
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
