import { z } from 'zod';
import { Problem } from '../lib/problem.ts';
import type { LiveMatches } from '../match/live.ts';
import { json, type Route, route } from './route.ts';
import type { HttpServices } from './services.ts';
import { API, uuid, withId } from './shapes.ts';

/** Refusals that are not about the state of the game. Every other one is 409. */
const REFUSAL_STATUS: Record<string, number> = {
  invalid_request: 422,
  invalid_action: 422,
  not_seated: 403,
};

/** A member whose shape the match judges, as it does over the socket; told here for the document alone. */
const judgedLater = (description: string) =>
  z
    .unknown()
    .optional()
    .meta({ override: { type: 'string', minLength: 1, maxLength: 64, description } });

const requestId = judgedLater('Chosen by the caller. The same one twice is done once and answered the same.');

const actionBody = z
  .looseObject({ request_id: requestId, action: judgedLater('Name of the action.') })
  .meta({ override: { required: ['request_id', 'action'] }, description: 'Further members by action.' });

const answerBody = z
  .looseObject({
    request_id: requestId,
    puzzle_id: judgedLater('Which puzzle.'),
    answer: judgedLater('The answer.'),
  })
  .meta({ override: { required: ['request_id', 'puzzle_id', 'answer'] } });

const actionReply = z
  .object({ request_id: z.string(), version: z.int() })
  .catchall(z.union([z.string(), z.number(), z.boolean()]))
  .meta({ id: 'ActionReply', description: 'Done. Further members by game.' });

const puzzleShape = z
  .object({ match_id: uuid, version: z.int(), puzzle_id: z.string() })
  .catchall(z.unknown())
  .meta({ id: 'Puzzle', description: 'The caller’s open puzzle: `type`, `level`, `question` and so on.' });

const REFUSALS = [
  '422 invalid_request',
  '422 invalid_action',
  '403 not_seated',
  '404 match_not_running',
] as const;
const REFUSED = ['409 not_started', '409 match_over', '409 left', '409 too_many_actions', '409 *'] as const;

/** What is done to a running match: by its players, and by the operator. */
export function matchActionRoutes({ live }: Pick<HttpServices, 'live'>): Route[] {
  const tag = 'matches';
  return [
    route({
      method: 'post',
      path: `${API}/matches/:id/actions`,
      summary: 'Act, without a socket',
      description: 'The same rules, refusals and idempotency as over the socket.',
      tag,
      auth: 'player',
      seated: true,
      params: withId,
      body: actionBody,
      answers: { 200: json('Done and stored.', actionReply) },
      problems: [...REFUSALS, ...REFUSED],
      async handle({ params, player, body }) {
        return { status: 200, body: await act(live, params.id, player.id, body) };
      },
    }),
    route({
      method: 'get',
      path: `${API}/matches/:id/puzzle`,
      summary: 'My open puzzle',
      tag: 'relay',
      auth: 'player',
      seated: true,
      params: withId,
      answers: { 200: json('The puzzle.', puzzleShape) },
      problems: ['403 not_seated', '404 match_not_running', '404 no_puzzle'],
      async handle({ params: { id }, player }) {
        const { version, state } = await live.state(id, player.id, -1, 0);
        const { id: puzzle_id, ...puzzle } = puzzleOf(state, player.id);
        return { status: 200, body: { ...puzzle, match_id: id, version, puzzle_id } };
      },
    }),
    route({
      method: 'post',
      path: `${API}/matches/:id/puzzle/answer`,
      summary: 'Answer a puzzle',
      description: 'The action `answer`.',
      tag: 'relay',
      auth: 'player',
      seated: true,
      params: withId,
      body: answerBody,
      answers: { 200: json('Judged and stored.', actionReply) },
      problems: [...REFUSALS, ...REFUSED],
      async handle({ params, player, body }) {
        const request = { ...body, action: 'answer' };
        return { status: 200, body: await act(live, params.id, player.id, request) };
      },
    }),
    route({
      method: 'post',
      path: `${API}/matches/:id/leave`,
      summary: 'Forfeit',
      description: 'There is no way back into this match.',
      tag,
      auth: 'player',
      seated: true,
      params: withId,
      answers: { 200: json('The caller is out.', z.object({ match_id: uuid, left: z.boolean() })) },
      problems: ['403 not_seated', '404 match_not_running', '409 *'],
      async handle({ params: { id }, player }) {
        await live.leave(id, player.id);
        return { status: 200, body: { match_id: id, left: true } };
      },
    }),
    route({
      method: 'post',
      path: `${API}/matches/:id/decay`,
      summary: 'Force one decay step',
      tag: 'operator',
      auth: 'operator',
      params: withId,
      answers: { 200: json('Done.', z.object({ match_id: uuid, version: z.int() })) },
      problems: ['404 match_not_running', '404 unknown_command', '409 match_over', '409 not_started'],
      async handle({ params: { id } }) {
        const { version } = await live.command(id, 'decay', 'operator');
        return { status: 200, body: { match_id: id, version } };
      },
    }),
  ];
}

/** @throws Problem with the refusal's code and the `request_id` */
async function act(live: LiveMatches, match: string, player: string, request: { request_id?: unknown }) {
  const reply = await live.act(match, player, request).catch((error: unknown) => {
    throw error instanceof Problem ? naming(request.request_id, error) : error;
  });
  if (!('code' in reply)) return reply;
  const { code, message } = reply as { code: string; message: string };
  throw naming(request.request_id, new Problem(REFUSAL_STATUS[code] ?? 409, code, message));
}

/** The problem, telling which request it is about. */
function naming(requestId: unknown, { status, code, message, details }: Problem): Problem {
  const request_id = typeof requestId === 'string' ? requestId.slice(0, 64) : '';
  return new Problem(status, code, message, { ...details, request_id });
}

/** The open puzzle in what a player sees of a state. Any game whose players have a `puzzle` will do. */
function puzzleOf(state: unknown, player: string): { id: string } & Record<string, unknown> {
  const seat = seenTable.parse(state).players[player];
  if (!seat) throw new Problem(403, 'not_seated', 'You have no seat at this table.');
  if (!seat.puzzle?.id) throw new Problem(404, 'no_puzzle', 'You have no open puzzle.');
  return seat.puzzle;
}

const seenTable = z.looseObject({
  players: z.record(z.string(), z.looseObject({ puzzle: z.looseObject({ id: z.string() }).optional() })),
});
