import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { Problem } from '../lib/problem.ts';
import { COSTS } from '../players/costs.ts';
import { queueRequest } from '../protocol/queueRequest.ts';
import { ticketView } from '../protocol/ticket.ts';
import { json, type Route, route } from './route.ts';
import type { HttpServices } from './services.ts';
import { API, withId } from './shapes.ts';
import type { Waiters } from './waiters.ts';

const tag = 'matchmaking';
/** How often a ticket is looked at for somebody who waits for it. Tables are made once a second. */
const LOOK_EVERY_MS = 500;
const path = `${API}/matchmaking/tickets`;

/** Something that a player does with a ticket of their own. */
interface Change extends Pick<Route, 'method' | 'path' | 'summary' | 'description'> {
  does: 'cancel' | 'accept' | 'decline';
  /** What the answer is. */
  done: string;
  refused: `409 ${string}`;
}

/** `/matchmaking/tickets`: the queue without a socket. */
export function ticketRoutes(
  { matchmaking, preferences }: Pick<HttpServices, 'matchmaking' | 'preferences'>,
  waiters: Waiters,
): Route[] {
  return [
    route({
      method: 'post',
      path,
      summary: 'Queue',
      description:
        'Whoever waits already gets the same ticket again. Ask for it every few seconds to keep it.',
      tag,
      auth: 'player',
      cost: COSTS.queue,
      body: queueRequest.optional().meta({ description: 'What is left out comes from the preferences.' }),
      answers: {
        201: json('A new ticket.', ticketView),
        200: json('The ticket that waits already.', ticketView),
      },
      problems: [
        '400 game_missing',
        '403 not_leader',
        '404 unknown_game',
        '409 already_in_match',
        '409 cooling_down',
        '409 party_not_ready',
        '409 no_common_region',
      ],
      async handle({ player, body = {}, root }) {
        const set = await preferences.get(player.id);
        const game = body.game ?? set?.game;
        if (!game) throw new Problem(400, 'game_missing', 'Name a game: you have set no preferences.');
        const before = await matchmaking.ofPlayer(player.id);
        const ticket = await matchmaking.enqueue(
          { id: player.id },
          { game, regions: body.regions ?? set?.regions ?? {}, bots: body.bots ?? set?.bots ?? false },
        );
        const headers = { Location: `${root}${path.slice(1)}/${ticket.ticket_id}` };
        return { status: before?.ticket_id === ticket.ticket_id ? 200 : 201, body: ticket, headers };
      },
    }),
    route({
      method: 'get',
      path: `${path}/:id`,
      summary: 'My ticket',
      description:
        'Its state, position and expected wait; `match_id` once it is matched. With `wait` the answer comes as soon as there is something to do for the caller, or after so many seconds. A ' +
        'ticket that is `proposed` wants `accept` or `decline` before its `deadline`.',
      tag,
      auth: 'player',
      params: withId,
      query: z.object({ wait: z.coerce.number().int().min(0).max(25).default(0) }),
      answers: { 200: json('The ticket.', ticketView) },
      problems: ['404 unknown_ticket'],
      async handle({ params, query, player, signal }) {
        const look = () => matchmaking.ticket(params.id, player.id);
        const closed = async () => {
          for (let waited = 0; waited < query.wait * 1000; waited += LOOK_EVERY_MS) {
            const ticket = await look();
            if (ticket.state !== 'waiting' && !ticket.agreed) return ticket;
            await pause(LOOK_EVERY_MS, undefined, { signal });
          }
          return look();
        };
        const body =
          query.wait === 0 ? await look() : await waiters.wait(player.id, params.id, signal, closed);
        return { status: 200, body };
      },
    }),
    change({
      does: 'cancel',
      ...{ method: 'delete', path: `${path}/:id`, summary: 'Leave the queue' },
      ...{ done: 'The ticket, cancelled.', refused: '409 already_matched' },
    }),
    change({
      does: 'accept',
      ...{ method: 'post', path: `${path}/:id/accept`, summary: 'Accept the table that is proposed' },
      ...{ done: 'The ticket.', refused: '409 no_ready_check' },
    }),
    change({
      does: 'decline',
      ...{ method: 'post', path: `${path}/:id/decline`, summary: 'Decline the table that is proposed' },
      description:
        'Whoever declines may not queue for a while, longer each time. The others go on if they are enough, or are at the front again.',
      ...{ done: 'The ticket.', refused: '409 no_ready_check' },
    }),
  ];

  function change({ does, done, refused, ...about }: Change): Route {
    return route({
      ...about,
      tag,
      auth: 'player',
      cost: COSTS[does],
      params: withId,
      answers: { 200: json(done, ticketView) },
      problems: ['404 unknown_ticket', refused],
      async handle({ params, player }) {
        return { status: 200, body: await matchmaking[does](params.id, player.id) };
      },
    });
  }
}
