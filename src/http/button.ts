import { z } from 'zod';
import { COSTS } from '../players/costs.ts';
import { PUSH_RESULTS, pushRequest } from '../protocol/button.ts';
import { uuid } from '../protocol/shapes.ts';
import { json, type Route, route } from './route.ts';
import type { HttpServices } from './services.ts';
import { API } from './shapes.ts';
import type { Waiters } from './waiters.ts';

const tag = 'button';
const path = `${API}/button`;
const MAX_WAIT_S = 25;

const epochMs = z.number().min(0).meta({ description: 'Epoch ms, of the clock that orders the pushes.' });

const player = z
  .object({ id: uuid, name: z.string(), face: z.string() })
  .meta({ id: 'ButtonPlayer', description: 'Somebody who pushed.' });

const state = z
  .object({
    epoch: z.int().meta({ description: 'With a higher one it is newer, whatever its version.' }),
    version: z.int().meta({ description: 'Grows by one with each push, within an epoch.' }),
    at: epochMs,
    by: player.nullable().meta({ description: 'Null if nobody ever pushed.' }),
    ends: epochMs.meta({ description: 'When the round is over unless somebody pushes.' }),
    count: z.int().meta({ description: 'Pushes in this round.' }),
  })
  .meta({ id: 'Button' });

const answer = z
  .object({
    result: z.enum(PUSH_RESULTS).meta({
      description:
        '`applied`; `applied_late`: it counts, but somebody was quicker; `too_old`: made more than 30 s ago; `over`: the ' +
        'round was over, and who pushed did not see its end.',
    }),
    version: z.int().meta({ description: 'The one that it made; if it does not count, the one there was.' }),
    seen_version: z.int(),
    state,
  })
  .meta({ id: 'Push' });

const records = z
  .object({
    closest: z
      .array(z.object({ by: player, left_ms: z.int(), at: epochMs }))
      .meta({ description: 'Pushes with the least time left; 100 at most.' }),
    longest: z
      .array(z.object({ started_at: epochMs, duration_ms: z.int(), count: z.int() }))
      .meta({ description: 'Rounds that went on the longest; 100 at most. One may be going on.' }),
    me: z
      .object({ pushes: z.int(), left_ms: z.int().nullable(), at: epochMs.nullable() })
      .nullable()
      .meta({ description: 'How often the caller pushed, and with how little time left at best.' }),
  })
  .meta({ id: 'ButtonRecords' });

/** `/button`: the one button of everybody. */
export function buttonRoutes({ button }: Pick<HttpServices, 'button'>, waiters: Waiters): Route[] {
  return [
    route({
      method: 'get',
      path,
      summary: 'How the button stands',
      description: 'With `version` and `wait` it waits for something newer.',
      tag,
      auth: 'player',
      query: z.object({
        version: z.coerce.number().int().min(0).optional(),
        epoch: z.coerce.number().int().min(0).optional().meta({
          description: 'The one that `version` is of; by default the one there is.',
        }),
        wait: z.coerce.number().int().min(0).max(MAX_WAIT_S).default(0).meta({
          description: 'Seconds to wait at most for something newer than `version`.',
        }),
      }),
      answers: { 200: json('As it is now.', state) },
      problems: ['409 superseded', '503 not_loaded'],
      async handle({ player, query: { version, epoch, wait }, signal }) {
        const known = { version: version ?? 0, epoch };
        const waitMs = version === undefined ? 0 : wait * 1000;
        const body = await button.newer(known, waitMs, (work) =>
          waiters.wait(player.id, tag, signal, work, true),
        );
        return { status: 200, body };
      },
    }),
    route({
      method: 'post',
      path: `${path}/push`,
      summary: 'Push the button',
      description:
        'Answered once it is stored. The same `request_id` again is the same push, for ten minutes at least, and is answered the same; ' +
        'one that did not count is decided anew where the order of the pushes was lost.',
      tag,
      auth: 'player',
      cost: COSTS.push,
      body: pushRequest,
      answers: { 200: json('What became of it.', answer) },
      problems: ['503 not_loaded'],
      async handle({ player, body }) {
        return { status: 200, body: await button.push(player.id, body) };
      },
    }),
    route({
      method: 'get',
      path: `${path}/records`,
      summary: 'The closest calls and the longest rounds',
      tag,
      auth: 'optional',
      cost: COSTS.leaderboard,
      answers: { 200: json('Best first.', records) },
      async handle({ player }) {
        return { status: 200, body: await button.records(player?.id ?? null) };
      },
    }),
  ];
}
