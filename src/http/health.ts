import { z } from 'zod';
import { Problem } from '../lib/problem.ts';
import { within } from '../lib/within.ts';
import { json, type Route, route, text } from './route.ts';
import type { HttpServices } from './services.ts';

const dependencies = z.record(z.string(), z.looseObject({ ok: z.boolean() })).meta({
  description:
    'By name. What is wrong with them stands in the log. `backup` and `sealing` keep nobody from playing: how many matches are `behind` in Postgres and `since` when, and ids of keys that are not known.',
});

/** Who asks how the process is does not wait longer. */
export const MAX_CHECK_MS = 3000;

/** For load balancers and Prometheus. */
export function healthRoutes({
  health,
  draining,
  metrics,
  now,
  logger,
  region,
}: Pick<HttpServices, 'health' | 'draining' | 'metrics' | 'now' | 'logger' | 'region'>): Route[] {
  const tag = 'operator';
  return [
    route({
      method: 'get',
      path: '/healthz',
      summary: 'Is the process up',
      description: 'How long it takes to answer is the latency to its region, for `regions` of a ticket.',
      tag,
      auth: 'none',
      answers: {
        200: json('It is.', z.object({ status: z.string(), region: z.string(), time: z.iso.datetime() })),
      },
      handle() {
        return { status: 200, body: { status: 'ok', region, time: new Date(now()).toISOString() } };
      },
    }),
    route({
      method: 'get',
      path: '/readyz',
      summary: 'May players come',
      tag,
      auth: 'none',
      answers: { 200: json('They may.', z.object({ status: z.string(), dependencies })) },
      problems: ['503 draining', '503 not_ready'],
      async handle() {
        if (draining()) throw new Problem(503, 'draining', 'This process goes down.');
        const found = await within(MAX_CHECK_MS, health(), { late: tookTooLong });
        const dependencies = Object.fromEntries(
          Object.entries(found).map(([name, { ok, details }]) => [name, { ok, ...details }]),
        );
        if (Object.values(found).every(({ ok, optional }) => ok || optional)) {
          return { status: 200, body: { status: 'ready', dependencies } };
        }
        logger.warn({ dependencies: found }, 'not ready');
        throw new Problem(503, 'not_ready', 'Something we depend on is away.', { dependencies });
      },
    }),
    route({
      method: 'get',
      path: '/metrics',
      summary: 'What is measured',
      tag,
      auth: 'operator',
      answers: { 200: text('In the text format of Prometheus.', metrics.contentType) },
      async handle() {
        return { status: 200, body: await metrics.text() };
      },
    }),
  ];
}

function tookTooLong(): never {
  throw new Problem(503, 'not_ready', 'The check took too long.');
}
