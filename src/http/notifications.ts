import { z } from 'zod';
import { Problem } from '../lib/problem.ts';
import { COSTS } from '../players/costs.ts';
import { PRIORITIES, seqs } from '../protocol/notifications.ts';
import { moment, uuid } from '../protocol/shapes.ts';
import type { Audience } from '../push/notification.ts';
import { MAX_MUTED_TOPICS, newNotification, topicName } from '../push/requests.ts';
import type { Limits } from './limits.ts';
import { json, type Route, route } from './route.ts';
import type { HttpServices } from './services.ts';
import { API, plainLine, plainText, withId } from './shapes.ts';
import type { Waiters } from './waiters.ts';

const tag = 'notifications';
const path = `${API}/notifications`;
const MAX_WAIT_S = 25;

const item = z
  .object({
    seq: z.int().meta({ description: 'Whatever was accepted later has a higher one.' }),
    id: uuid,
    epoch: z.string(),
    topic: z.string(),
    priority: z.enum(PRIORITIES),
    title: z.string(),
    body: z.string(),
    data: z.record(z.string(), z.unknown()),
    created_at: moment,
    expires_at: moment,
    seen_at: moment.nullable(),
    acted_at: moment.nullable(),
    archived_at: moment.nullable(),
  })
  .meta({ id: 'Notification' });

const pageShape = z
  .object({
    epoch: z
      .string()
      .meta({ description: 'Another one is another database: what is known means nothing there.' }),
    items: z.array(item),
    cursor: z.int().meta({ description: 'Where to go on: the next `after`.' }),
    more: z.boolean().meta({ description: 'There is more by now.' }),
    reset: z.boolean().meta({
      description: 'What is missing cannot be told: forget what is known, and ask for everything.',
    }),
    unread: z.int().optional().meta({
      description:
        'With the newest alone: how many of all the caller has not seen. Of more than 1,000, the newest are counted.',
    }),
  })
  .meta({ id: 'Notifications' });

const muted = z.object({
  muted: z
    .array(topicName)
    .meta({ description: 'Topics of which the caller hears nothing that is not urgent.' }),
});

const lists = z.strictObject({
  received: seqs.optional(),
  seen: seqs.optional(),
  acted: seqs.optional(),
  archived: seqs.optional(),
});

const counts = z
  .object({
    recipients: z
      .int()
      .meta({ description: 'Fixed when it was accepted: for all, the accounts there were.' }),
    sent: z.int().meta({ description: 'Written to, at least once.' }),
    delivered: z.int().meta({ description: 'Confirmed by a client.' }),
    seen: z.int(),
    acted: z.int(),
    expired: z.int().meta({ description: 'Not delivered when it expired.' }),
    send_at: moment
      .nullable()
      .meta({ description: 'It waits until then, and all counts are 0; null once it was sent.' }),
  })
  .meta({ id: 'Delivery' });

const taken = z.object({
  id: uuid,
  seq: z.int().nullable().meta({ description: 'Null while it waits for its `send_at`.' }),
});

/** What telling these costs the address that asks for it. */
function costOf(audience: Audience): number {
  if ('player' in audience) return COSTS.notify;
  return 'match' in audience ? COSTS.notify_match : COSTS.notify_all;
}

/** `/notifications`: the inbox, what became of them, and how they are sent. */
export function notificationRoutes(
  { notifications, scheduled }: Pick<HttpServices, 'notifications' | 'scheduled'>,
  waiters: Waiters,
  limits: Pick<Limits, 'charge'>,
): Route[] {
  return [
    route({
      method: 'get',
      path,
      summary: 'What I was told',
      description:
        'With `after`, what came after it, oldest first, at most 50; with `wait` it waits for some. Without, the newest ' +
        'first; `before` goes on from there. What has expired is not told.',
      tag,
      auth: 'player',
      cost: COSTS.notifications,
      query: z.object({
        after: z.coerce.number().int().min(0).optional(),
        epoch: z.string().max(64).optional().meta({ description: 'The one that `after` is of.' }),
        before: z.coerce.number().int().min(1).optional(),
        wait: z.coerce.number().int().min(0).max(MAX_WAIT_S).default(0).meta({
          description: 'Seconds to wait at most for something new.',
        }),
      }),
      answers: { 200: json('A part of it.', pageShape) },
      problems: ['409 superseded'],
      async handle({ player, query: { after, epoch, before, wait }, signal }) {
        if (after === undefined) {
          const latest = await notifications.latest(player.id, before ?? null);
          if (before !== undefined) return { status: 200, body: latest };
          // What was accepted since comes by itself.
          const upTo = latest.items[0]?.seq ?? latest.cursor;
          return { status: 200, body: { ...latest, unread: await notifications.unread(player.id, upTo) } };
        }
        // Who names no epoch believes that it is the one there is.
        const known = { epoch: epoch || (await notifications.epoch()), after };
        const body = await notifications.page(player.id, known, wait * 1000, (work) =>
          waiters.wait(player.id, 'notifications', signal, work, true),
        );
        return { status: 200, body };
      },
    }),
    route({
      method: 'post',
      path: `${path}/receipts`,
      summary: 'What I have got, seen, obeyed or put away',
      description: 'Each is stamped once, with the first time; what is not the caller’s is passed over.',
      tag,
      auth: 'player',
      cost: COSTS.receipts,
      body: lists,
      answers: { 202: json('Stored.', z.object({})) },
      problems: ['503 retry_later'],
      async handle({ player, body }) {
        await notifications.receive(player.id, body);
        return { status: 202, body: {} };
      },
    }),
    route({
      method: 'get',
      path: `${path}/subscriptions`,
      summary: 'Which topics I mute',
      tag,
      auth: 'player',
      answers: { 200: json('The topics.', muted) },
      async handle({ player }) {
        return { status: 200, body: { muted: await notifications.mutedTopics(player.id) } };
      },
    }),
    route({
      method: 'put',
      path: `${path}/subscriptions`,
      summary: 'Mute topics',
      description: `All that are to be muted, at most ${MAX_MUTED_TOPICS}. What is urgent is told all the same.`,
      tag,
      auth: 'player',
      cost: COSTS.mute,
      body: z.strictObject({ muted: z.array(topicName).max(MAX_MUTED_TOPICS) }),
      answers: { 200: json('The topics that are muted now.', muted) },
      async handle({ player, body }) {
        return { status: 200, body: { muted: await notifications.muteTopics(player.id, body.muted) } };
      },
    }),
    route({
      method: 'post',
      path,
      summary: 'Tell people something',
      description:
        'Stored when it is answered. Each of them is told at least once who is there before it expires. With `send_at` it waits, ' +
        'and is sent once. `match` is who sits at it and who watches it when it is accepted, all else is fixed when it is sent; ' +
        'while the process of the match does not answer it is 503 `retry_later`. The address pays for it: see `notify` among ' +
        'the costs; what it cannot pay is 429 `rate_limited` with `retry_after_ms`.',
      tag: 'operator',
      auth: 'operator',
      body: newNotification.extend({
        title: newNotification.shape.title.pipe(plainLine.min(1)),
        body: newNotification.shape.body.pipe(plainText),
      }),
      answers: {
        202: json('Accepted; the one that is there already, if its key is taken.', taken),
      },
      problems: ['400 too_far_ahead', '404 match_not_running', '409 too_many_scheduled'],
      async handle({ address, body: { ttl_s: ttlS, dedupe_key: dedupeKey, send_at: sendAt, ...wanted } }) {
        limits.charge({ address }, costOf(wanted.audience) - 1); // every request has paid one before
        const at = sendAt === undefined ? null : Date.parse(sendAt);
        const body = await scheduled.send('operator', { ...wanted, ttlS, dedupeKey }, at);
        return { status: 202, body };
      },
    }),
    route({
      method: 'delete',
      path: `${path}/:id`,
      summary: 'Take back what waits to be sent',
      tag: 'operator',
      auth: 'operator',
      params: withId,
      answers: { 200: json('It will not be sent.', z.object({})) },
      problems: ['404 unknown_notification', '409 already_sent'],
      async handle({ params }) {
        await scheduled.cancel(params.id);
        return { status: 200, body: {} };
      },
    }),
    route({
      method: 'get',
      path: `${path}/:id/delivery`,
      summary: 'How far a notification got',
      tag: 'operator',
      auth: 'operator',
      params: withId,
      answers: { 200: json('At how many.', counts) },
      problems: ['404 unknown_notification'],
      async handle({ params }) {
        const progress = await scheduled.progress(params.id);
        if (!progress) throw new Problem(404, 'unknown_notification', 'There is no such notification.');
        const { sendAt, ...delivery } = progress;
        const send_at = sendAt === null ? null : new Date(sendAt).toISOString();
        return { status: 200, body: { ...delivery, send_at } };
      },
    }),
  ];
}
