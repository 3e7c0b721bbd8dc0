import { z } from 'zod';
import { Problem } from '../lib/problem.ts';
import type { RefusedReply } from '../match/replies.ts';
import type { ActionReply } from '../protocol/action.ts';
import { uuid } from '../protocol/shapes.ts';
import { json, type Route, route } from './route.ts';
import type { HttpServices } from './services.ts';
import { API, withId } from './shapes.ts';

/** Refusals that are not about the state of the game. Every other one is 409. */
const REFUSAL_STATUS: Record<string, number> = {
  invalid_request: 422,
  invalid_action: 422,
  not_seated: 403,
};

/** A member whose shape the match judges, as it does over the socket; told here for the document alone. */
export const judgedLater = (description: string) =>
  z
    .unknown()
    .optional()
    .meta({ override: { type: 'string', minLength: 1, maxLength: 64, description } });

export const requestId = judgedLater(
  'Chosen by the caller. The same one twice is done once and answered the same.',
);

const actionBody = z
  .looseObject({ request_id: requestId, action: judgedLater('Name of the action.') })
  .meta({ override: { required: ['request_id', 'action'] }, description: 'Further members by action.' });

export const actionReply = z
  .object({ request_id: z.string(), version: z.int() })
  .catchall(z.union([z.string(), z.number(), z.boolean()]))
  .meta({ id: 'ActionReply', description: 'Done. Further members by game.' });

export const REFUSALS = [
  '422 invalid_request',
  '422 invalid_action',
  '403 not_seated',
  '404 match_not_running',
] as const;
export const REFUSED = [
  '409 not_started',
  '409 match_over',
  '409 left',
  '409 too_many_actions',
  '409 *',
] as const;

type MatchServices = Pick<HttpServices, 'live'> & { records: Pick<HttpServices['records'], 'replay'> };

/** What players do to a running match, in every game. */
export function matchActionRoutes(services: MatchServices): Route[] {
  const { live } = services;
  const tag = 'matches';
  return [
    route({
      method: 'post',
      path: `${API}/matches/:id/actions`,
      summary: 'Act, without a socket',
      description:
        'The same rules, refusals and idempotency as over the socket. A refusal with `retry_after_ms` is lifted by time: ' +
        'the same request is judged anew then. What a game tells besides, like `min` of `raise_too_small`, is a member of the problem.',
      tag,
      auth: 'player',
      seated: true,
      params: withId,
      body: actionBody,
      answers: { 200: json('Done and stored.', actionReply) },
      problems: [...REFUSALS, ...REFUSED],
      async handle({ params, player, body }) {
        return { status: 200, body: await act(services, params.id, player.id, body) };
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
        await live.ask(id, { ask: 'leave', player: player.id });
        return { status: 200, body: { match_id: id, left: true } };
      },
    }),
  ];
}

/** A player acts. @throws Problem with the refusal's code and the `request_id` */
export async function act(
  { live, records }: MatchServices,
  match: string,
  player: string,
  request: { request_id?: unknown; [member: string]: unknown },
) {
  const reply = await live.ask(match, { ask: 'act', player, request }).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    if (error.code !== 'match_not_running') throw naming(request.request_id, error);
    return afterTheEnd(match, player, request.request_id, { records, unknown: error });
  });
  if (!('code' in reply)) return reply;
  const { request_id: _, code, message, ...details } = reply as RefusedReply;
  throw naming(request.request_id, new Problem(REFUSAL_STATUS[code] ?? 409, code, message, details));
}

/**
 * The room of a match closes a while after the end. What was done before is answered as it was then, as the journal has
 * it; all else is refused for good.
 */
async function afterTheEnd(
  match: string,
  player: string,
  id: unknown,
  { records, unknown }: Pick<MatchServices, 'records'> & { unknown: Problem },
): Promise<ActionReply> {
  const film = await records.replay(match).catch(() => {
    throw naming(id, new Problem(503, 'retry_later', 'The records do not answer. Try again.'));
  });
  if (film === null) throw naming(id, unknown);
  const done = film.journal.find(
    (entry) => entry.kind === 'act' && entry.by === player && entry.request_id === id,
  );
  if (done?.version === undefined) throw naming(id, new Problem(409, 'match_over', 'The match is over.'));
  return { request_id: done.request_id, version: done.version, ...done.result };
}

/** The problem, telling which request it is about. */
function naming(requestId: unknown, { status, code, message, details }: Problem): Problem {
  const request_id = typeof requestId === 'string' ? requestId.slice(0, 64) : '';
  return new Problem(status, code, message, { ...details, request_id });
}
