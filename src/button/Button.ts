import { Batches } from '../lib/Batches.ts';
import { Budget } from '../lib/budget.ts';
import type { Log } from '../lib/log.ts';
import { Problem } from '../lib/problem.ts';
import { isUnavailable } from '../lib/unavailable.ts';
import { within } from '../lib/within.ts';
import type { Lease } from '../matchmaking/lease.ts';
import { rateLimited } from '../players/budgets.ts';
import type { ButtonAnswer, ButtonRecords, ButtonState, PushResult } from '../protocol/button.ts';
import type { ButtonHub } from './ButtonHub.ts';
import type { ButtonOrder, ButtonStore, Head, Ordered, TakenPush } from './push.ts';
import { shownPlayer } from './shownPlayer.ts';

export interface ButtonNeeds {
  order: ButtonOrder;
  store: ButtonStore;
  hub: ButtonHub;
  /** Held by the process that reads back what is stored, and stores what others left. */
  lease: Lease;
  /** How many times the usual rate a player may push. */
  rateFactor: number;
  /** A player pushed here: other processes are to count it. */
  spent?(player: string): void;
  /** Ms; where it begins does not matter. */
  elapsed(): number;
  /** Calls back after so many ms. @returns how to call it off */
  after(ms: number, work: () => void): () => void;
  /** What became of a push, once for each. */
  pushed(result: PushResult): void;
  /** Somebody pushed too often. */
  refused(): void;
  log: Pick<Log, 'info' | 'warn'>;
}

/** What is asked of the button. */
interface PushRequest {
  request_id: string;
  seen_version: number;
  made_at?: number | undefined;
}

/** A player's own rate, beside what everything else costs. */
const PLAYER_RATE = { perSecond: 5, burst: 10 };
/** Who pushed waits so long for the database, and is told to ask again then. */
const STORED_WITHIN_MS = 2000;
/** Pushes that others left are looked at so many at a time. */
const TAIL_AT_ONCE = 1000;
/** What is asked again after so many ms finds the pushes read back, mostly. */
const SOON_MS = 250;

/**
 * The one button of everybody. A push is put in order and shown at once, and answered when it is stored: what was
 * answered is never lost, what was shown may be, and then a new epoch begins.
 */
export class Button {
  readonly #needs: ButtonNeeds;
  readonly #rate: Budget;
  readonly #storing: Batches<TakenPush, TakenPush | null>;
  #beginning: Promise<void> | null = null;

  constructor(needs: ButtonNeeds) {
    const { store, rateFactor, elapsed } = needs;
    this.#needs = needs;
    this.#rate = new Budget(
      { perSecond: PLAYER_RATE.perSecond * rateFactor, burst: PLAYER_RATE.burst * rateFactor },
      elapsed,
    );
    this.#storing = new Batches({
      run: (pushes) => store.store(pushes),
      atOnce: 1,
      bytes: ({ request }) => 200 + request.length,
      full: () => notStored(),
    });
  }

  /**
   * Pushes, once for each `request_id`. What became of it is answered when it is stored.
   * @throws Problem 429 `rate_limited`; 503 `retry_later`: it may count, the same request tells; 503 `not_loaded`
   */
  async push(player: string, asked: PushRequest): Promise<ButtonAnswer> {
    const { hub, pushed } = this.#needs;
    this.#spend(player);
    const before = hub.head;
    const ordered = await this.#order(player, asked);
    const { head } = ordered;
    if (isRewound(head, before))
      return this.#disown({ player, request: asked.request_id, epoch: head.epoch });
    hub.hear(ordered.head);
    if (!ordered.again) pushed(ordered.result);
    const { result, version, seen } =
      'taken' in ordered ? await this.#stored(ordered.taken) : { ...ordered, seen: asked.seen_version };
    return { result, version, seen_version: seen, state: await hub.shown(ordered.head) };
  }

  /** How it stands. @throws Problem 503 `not_loaded` */
  async state(): Promise<ButtonState> {
    const { hub } = this.#needs;
    if (!hub.head) await this.look().catch(() => {});
    const state = await hub.state();
    if (!state) throw notLoaded();
    return state;
  }

  /**
   * How it stands, once that is newer than what is known or the time is up.
   * @param wait resolves with the work, or rejects when the client is gone
   * @throws Problem 503 `not_loaded`
   */
  async newer(
    known: { epoch?: number | undefined; version: number },
    waitMs: number,
    wait: <T>(work: () => Promise<T>) => Promise<T>,
  ): Promise<ButtonState> {
    const { hub } = this.#needs;
    const news = waitMs > 0 && hub.head ? hub.newer(known, waitMs) : null;
    try {
      if (news) await wait(() => news.came);
    } finally {
      news?.stop();
    }
    return this.state();
  }

  /** The best there was, and what this player has done. */
  async records(player: string | null): Promise<ButtonRecords> {
    const { closest, longest, me } = await this.#needs.store.records(player);
    return {
      closest: closest.map(({ player: id, leftMs, at, ...pusher }) => ({
        by: shownPlayer(id, pusher),
        left_ms: leftMs,
        at,
      })),
      longest: longest.map(({ startedAt, ends, count }) => ({
        started_at: startedAt,
        duration_ms: ends - startedAt,
        count,
      })),
      me: me && { pushes: me.pushes, left_ms: me.leftMs, at: me.at },
    };
  }

  /**
   * Looks how it stands, in case nobody told; where nothing is known any more, or less than was shown, what is stored
   * is read back.
   */
  async look(): Promise<void> {
    const { order, hub } = this.#needs;
    const before = hub.head; // not what is heard while the order is asked
    const head = await order.head();
    const rewound = head !== null && isRewound(head, before);
    if (head && !rewound) return hub.hear(head);
    if (rewound) await order.forget(head.epoch);
    await this.#begin();
  }

  /**
   * Stores what is in order and not stored: who pushed it is gone, or the database was away. For one process at a time.
   */
  async storeTail(): Promise<void> {
    const { order, store, lease, log } = this.#needs;
    if (!(await lease.hold())) return;
    for (;;) {
      const { pushes, upTo } = await order.tail(TAIL_AT_ONCE);
      if (upTo === null) return;
      const missing = await store.missing(pushes);
      const gaps = (await Promise.all(missing.map((one) => this.#isStored(one)))).flatMap((stored, i) =>
        stored ? [] : (missing[i]?.version ?? []),
      );
      if (missing.length > 0) log.info({ pushes: missing.length, gaps }, 'pushes that were left were stored');
      await order.settle(upTo);
      if (pushes.length < TAIL_AT_ONCE || !(await lease.hold())) return;
    }
  }

  /** A player pushed so often in another process: it is one rate over all of them. */
  charge(player: string, pushes: number): void {
    this.#rate.charge(player, pushes);
  }

  #spend(player: string): void {
    const retryAfterMs = this.#rate.waitFor(player, 1);
    if (retryAfterMs > 0) {
      this.#needs.refused();
      throw rateLimited({ retryAfterMs, goesOn: false });
    }
    this.#rate.charge(player, 1);
    this.#needs.spent?.(player);
  }

  async #order(player: string, asked: PushRequest): Promise<Ordered> {
    const { order } = this.#needs;
    const { request_id: request, seen_version: seen, made_at: madeAt = null } = asked;
    try {
      const ordered = await order.push({ player, request, seen, madeAt });
      if (ordered) return ordered;
    } catch (error) {
      throw isUnavailable(error) ? notStored() : error;
    }
    void this.#begin().catch(() => {}); // looked at again and again
    throw notLoaded();
  }

  /** A push once it is stored, with its result. Where its request was stored before, that is the push. */
  async #stored(taken: TakenPush): Promise<{ result: PushResult; version: number; seen: number }> {
    const { log, after } = this.#needs;
    // What is stored later is stored all the same: the same request tells.
    const storing = within(STORED_WITHIN_MS, this.#storing.add(taken), { late: tooLate, wait: after });
    const stored = await storing.catch((error: unknown) => {
      throw isUnavailable(error) ? notStored() : error;
    });
    if (stored === null) return this.#disown(taken);
    const { version, seen, epoch } = stored;
    if (!isSame(stored, taken))
      log.warn({ gap: taken.version, epoch, version }, 'a push was asked for again and stored long ago');
    return { result: seen === version - 1 ? 'applied' : 'applied_late', version, seen };
  }

  /** The order is not what it was: the push counts when it is asked for again, in a new epoch. */
  async #disown(push: Pick<TakenPush, 'player' | 'request' | 'epoch'>): Promise<never> {
    await this.#needs.order.disown(push).catch(() => {}); // the next who asks finds the same
    void this.#begin().catch(() => {});
    throw notStored();
  }

  /** Stores what was left. False when it can never be. @throws what the database throws that is away */
  async #isStored(left: TakenPush): Promise<boolean> {
    try {
      return isSame(await this.#storing.add(left), left);
    } catch (error) {
      if (isUnavailable(error) || error instanceof Problem) throw error;
      return false; // who pushed it was told so
    }
  }

  /** Reads back what is stored, in one process, where nothing is known any more. */
  #begin(): Promise<void> {
    this.#beginning ??= this.#readBack().finally(() => {
      this.#beginning = null;
    });
    return this.#beginning;
  }

  async #readBack(): Promise<void> {
    const { order, store, hub, lease, log } = this.#needs;
    if (!(await lease.hold())) return;
    if (!(await order.head())) {
      const known = hub.head;
      const beginning = await store.begin(known?.epoch ?? 0, await order.knownSince());
      await order.begin(beginning);
      const { epoch, newest, recent } = beginning;
      const told = { epoch, version: newest?.version ?? 0, requests: recent.length, shown: known?.version };
      if (known)
        log.warn(told, 'the button was lost and read back: pushes that were shown and not answered are gone');
      else log.info(told, 'the button was read back');
    }
    const head = await order.head();
    if (head) hub.hear(head);
  }
}

function isSame(one: TakenPush | null | undefined, other: TakenPush | undefined): boolean {
  return one?.epoch === other?.epoch && one?.version === other?.version;
}

/**
 * Whether the order came back as it was before something that it told: it is behind that, or has another push in its
 * place.
 * @param before what it told before it was asked
 */
function isRewound(head: Head, before: Head | null): boolean {
  if (!before) return false;
  if (head.epoch !== before.epoch) return head.epoch < before.epoch;
  if (head.version !== before.version) return head.version < before.version;
  return head.by !== before.by || head.at > before.at;
}

function tooLate(): never {
  throw notStored();
}

function notStored(): Problem {
  return new Problem(503, 'retry_later', 'The push cannot be stored just now. Send the same again.');
}

function notLoaded(): Problem {
  const message = 'How the button stands is being read back. Ask again in a moment.';
  return new Problem(503, 'not_loaded', message, { retry_after_ms: SOON_MS });
}
