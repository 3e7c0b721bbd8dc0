import { createHash } from 'node:crypto';
import type { Log } from '../lib/log.ts';
import { Problem } from '../lib/problem.ts';
import type { Notification } from './notification.ts';
import { Plans } from './Plans.ts';
import { endpointOf } from './pushServices.ts';
import type { DuePush, PushSubscriptionStore, PushTarget } from './pushSubscription.ts';
import { SilentHosts } from './SilentHosts.ts';
import type { PushAnswer, PushOptions, SendWebPush } from './sendWebPush.ts';

/** Finds who is still to be told. */
export interface PlanJob {
  seq: number;
  /** Goes on after this subscription. */
  after: string | null;
}

/** Tells one browser. */
export interface PushJob {
  seq: number;
  subscription: string;
  /** 1 for the first. */
  attempt: number;
  /** How often it was put off before this attempt, as the service answered nobody. */
  putOff?: number;
}

type Result = 'sent' | 'not_needed' | 'forgotten' | 'refused' | 'later' | 'put_off' | 'given_up';

interface Timed<Data> {
  /** What has the id of one that is there already is not added. */
  id: string;
  data: Data;
  at: Date;
}

export interface WebPushNeeds {
  store: PushSubscriptionStore;
  send: SendWebPush;
  /** The key under which browsers subscribe. */
  publicKey: string;
  plan(jobs: readonly Timed<PlanJob>[]): Promise<void>;
  push(jobs: readonly Timed<PushJob>[]): Promise<void>;
  now(): number;
  log: Pick<Log, 'warn'>;
  counted(result: Result): void;
}

/** Who has received it by then over a socket or HTTP needs no push. */
const AFTER_MS = 10_000;
/** What is told for a short time only is pushed after this part of it: a ready check is over in 10 s. */
const AFTER_PART = 1 / 4;
/** Subscriptions that are found in one go. */
const SLICE = 500;
const MAX_ATTEMPTS = 5;
/** Between attempts, doubled each time; a push service may ask for more, up to the most. */
const RETRY_MS = { first: 10_000, most: 60 * 60_000 };
/** To a service that answers nobody a push is put off for so long, until it expires. */
const PUT_OFF_MS = 10_000;
/** Push services keep nothing longer. */
const MAX_TTL_S = 28 * 24 * 60 * 60;
/** What a browser did not confirm for so long is forgotten: the page confirms it at each visit. */
const UNCONFIRMED_MS = 180 * 24 * 60 * 60_000;
/** What of the body is sent: they are read on a lock screen, and services take 4 kB. */
const MAX_BODY = 300;
const MAX_LINK = 300;

/**
 * Tells browsers what is important while the page is closed: what is `high` or `urgent` and was not received in time.
 */
export class WebPush {
  readonly #needs: WebPushNeeds;
  readonly #plans: Plans;
  readonly #silent = new SilentHosts();

  constructor(needs: WebPushNeeds) {
    this.#needs = needs;
    this.#plans = new Plans({
      ...{ now: needs.now, log: needs.log },
      store: (notifications) => needs.plan(notifications.map((one) => planOf(one.seq, null, pushedAt(one)))),
    });
  }

  get publicKey(): string {
    return this.#needs.publicKey;
  }

  /** @throws Problem 400 `unknown_push_service` */
  async subscribe(player: string, target: PushTarget): Promise<void> {
    const endpoint = endpointOf(target.endpoint);
    if (endpoint === null)
      throw new Problem(400, 'unknown_push_service', 'That is no address of a push service that is known.');
    await this.#needs.store.put(player, { ...target, endpoint }, this.#needs.now());
  }

  async unsubscribe(player: string, endpoint: string): Promise<void> {
    await this.#needs.store.remove(player, endpointOf(endpoint) ?? endpoint);
  }

  /** One was accepted. Nothing waits for this: a process that dies before it is planned pushes nothing of it. */
  accepted(notification: Notification): void {
    const { priority } = notification;
    if (priority === 'high' || priority === 'urgent') this.#plans.add(notification);
  }

  /** Plans what could not be planned before. @throws what `plan` of the needs throws: it is tried again */
  planAgain(): Promise<void> {
    return this.#plans.again();
  }

  /** Has those told who were not, a slice at a time. */
  async plan({ seq, after }: PlanJob): Promise<void> {
    const { store, plan, push, now } = this.#needs;
    const found = await store.slice(seq, after, SLICE);
    if (found.length === 0) return;
    await push(found.map((subscription) => pushOf({ seq, subscription, attempt: 1 }, now())));
    if (found.length === SLICE) await plan([planOf(seq, found.at(-1) ?? null, now())]);
  }

  /** Tells one browser, if that is still needed. */
  async push(job: PushJob): Promise<void> {
    const { store, push, now, counted } = this.#needs;
    const due = await store.due(job.seq, job.subscription, now());
    if (!due) return counted('not_needed');
    if (!this.#silent.mayTry(due.target.endpoint)) {
      await push([pushOf({ ...job, putOff: (job.putOff ?? 0) + 1 }, now() + PUT_OFF_MS)]);
      return counted('put_off');
    }
    const answer = await this.#send(due);
    counted(await this.#settle(job, answer));
  }

  /** Forgets browsers that were not seen for long. */
  sweep(): Promise<void> {
    return this.#needs.store.forgetBefore(this.#needs.now() - UNCONFIRMED_MS);
  }

  async #send({ target, epoch, notification }: DuePush): Promise<PushAnswer> {
    const { send, now } = this.#needs;
    const { id, expiresAt, priority } = notification;
    try {
      const options: PushOptions = {
        ttlS: Math.min(Math.ceil((expiresAt - now()) / 1000), MAX_TTL_S),
        urgency: priority === 'urgent' ? 'high' : 'normal',
        topic: id.replaceAll('-', ''),
      };
      return await this.#silent.ask(target.endpoint, () =>
        send(target, payloadOf(epoch, notification), options),
      );
    } catch {
      return { status: 0, retryAfterS: null }; // no answer: later
    }
  }

  async #settle(job: PushJob, { status, retryAfterS }: PushAnswer): Promise<Result> {
    const { store, push, now } = this.#needs;
    const { subscription, attempt } = job;
    if (status >= 200 && status < 300) {
      await store.worked(subscription);
      return 'sent';
    }
    if (status === 404 || status === 410) {
      await store.forget(subscription);
      return 'forgotten';
    }
    if (status !== 0 && status !== 429 && status < 500) {
      await store.refused(subscription);
      return 'refused';
    }
    if (attempt >= MAX_ATTEMPTS) {
      await store.refused(subscription); // else one that never answers would be tried for ever
      return 'given_up';
    }
    const waitMs = Math.max(RETRY_MS.first * 2 ** (attempt - 1), (retryAfterS ?? 0) * 1000);
    const again = { seq: job.seq, subscription, attempt: attempt + 1 };
    await push([pushOf(again, now() + Math.min(waitMs, RETRY_MS.most))]);
    return 'later';
  }
}

/** When who has not received it is pushed it, epoch ms. */
function pushedAt({ createdAt, expiresAt }: Notification): number {
  return createdAt + Math.min(AFTER_MS, (expiresAt - createdAt) * AFTER_PART);
}

/** What the page's worker shows. */
function payloadOf(epoch: string, { seq, id, title, body, data, priority }: Notification): string {
  const link = typeof data.link === 'string' && data.link.length <= MAX_LINK ? data.link : null;
  return JSON.stringify({ seq, id, epoch, title, body: body.slice(0, MAX_BODY), link, priority });
}

function planOf(seq: number, after: string | null, at: number): Timed<PlanJob> {
  return { id: idOf('plan', seq, after ?? ''), data: { seq, after }, at: new Date(at) };
}

function pushOf(job: PushJob, at: number): Timed<PushJob> {
  return {
    id: idOf('push', job.seq, job.subscription, job.attempt, job.putOff ?? 0),
    data: job,
    at: new Date(at),
  };
}

/** The same for the same: what is planned twice is done once. */
function idOf(...parts: (string | number)[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
