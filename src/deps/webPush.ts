import { Agent } from 'node:https';
import type { Log } from '../lib/log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { type Vapid, webPushSender } from '../push/sendWebPush.ts';
import { type PlanJob, type PushJob, WebPush } from '../push/WebPush.ts';
import type { Chore } from './shared.ts';
import { PLAN_QUEUE, PUSH_QUEUE, type Stores } from './stores.ts';

interface WebPushParts {
  stores: Pick<Stores, 'jobs' | 'pushSubscriptions'>;
  metrics: Pick<Metrics, 'webPush'>;
  log: Log;
}

const EVERY_MS = 1000;
/** Connections to one push service. */
const MAX_SOCKETS = 20;

/** Telling browsers while the page is closed. */
export function buildWebPush(vapid: Vapid, { stores, metrics, log }: WebPushParts): WebPush {
  const { jobs, pushSubscriptions: store } = stores;
  return new WebPush({
    ...{ store, log, now: Date.now, publicKey: vapid.publicKey },
    send: webPushSender(vapid, new Agent({ maxSockets: MAX_SOCKETS, keepAlive: true, timeout: 30_000 })),
    async plan(planned) {
      await jobs.start();
      await jobs.add(PLAN_QUEUE, planned);
    },
    push: (pushes) => jobs.add(PUSH_QUEUE, pushes),
    counted: (result) => metrics.webPush.counted(result),
  });
}

/** What a process does for it again and again. */
export function webPushChores(webPush: WebPush, jobs: Stores['jobs']): Chore[] {
  return [
    {
      everyMs: EVERY_MS,
      failure: 'web pushes could not be planned',
      run: () => webPush.planAgain(),
    },
    {
      everyMs: EVERY_MS,
      failure: 'who is to be pushed something could not be found',
      async run() {
        await jobs.start(); // others may have left work for us
        await jobs.pass<PlanJob>(PLAN_QUEUE, (job) => webPush.plan(job));
      },
    },
    {
      everyMs: EVERY_MS,
      failure: 'browsers could not be pushed anything',
      run: () => jobs.pass<PushJob>(PUSH_QUEUE, (job) => webPush.push(job)),
    },
  ];
}
