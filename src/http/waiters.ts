import { Problem } from '../lib/problem.ts';

interface Waiter {
  subject: string;
  controller: AbortController;
}

/** A player may wait for so many subjects at once: a table that is played and some that are watched. */
const MAX_PER_PLAYER = 4;

/**
 * Long-polls that hang: one per player and subject, a few per player. The newest wins, so that tabs and retries
 * never pile up.
 */
export class Waiters {
  readonly #waiting = new Map<string, Waiter[]>();
  #closed = false;

  /**
   * Waits, until it comes to something or one of these happens.
   * @param subject what is waited for
   * @param gone aborted when the client goes away
   * @throws Problem 409 `superseded` when a newer wait took its place; 503 `retry_later` when the server stops;
   *   499 `client_gone`, which nobody reads
   */
  async wait<T>(player: string, subject: string, gone: AbortSignal, what: () => Promise<T>): Promise<T> {
    if (this.#closed) throw stopping();
    const waiter: Waiter = { subject, controller: new AbortController() };
    const { signal } = waiter.controller;
    const leave = () => waiter.controller.abort(new Problem(499, 'client_gone', 'The client went away.'));
    gone.addEventListener('abort', leave, { once: true });
    this.#makeRoom(player, subject);
    this.#waiting.set(player, [...(this.#waiting.get(player) ?? []), waiter]);
    try {
      if (gone.aborted) leave();
      return await Promise.race([what(), aborted(signal)]);
    } finally {
      gone.removeEventListener('abort', leave);
      this.#remove(player, waiter);
    }
  }

  /** How many wait. */
  get size(): number {
    return [...this.#waiting.values()].reduce((sum, of) => sum + of.length, 0);
  }

  /** Ends every wait and takes no more: the process is going down. */
  close(): void {
    this.#closed = true;
    for (const { controller } of [...this.#waiting.values()].flat()) controller.abort(stopping());
  }

  #makeRoom(player: string, subject: string): void {
    const waiters = this.#waiting.get(player) ?? [];
    const same = waiters.filter((waiter) => waiter.subject === subject);
    const oldest = same.length === 0 && waiters.length >= MAX_PER_PLAYER ? waiters.slice(0, 1) : [];
    for (const waiter of [...same, ...oldest]) {
      waiter.controller.abort(new Problem(409, 'superseded', 'A newer request of yours waits instead.'));
      this.#remove(player, waiter);
    }
  }

  #remove(player: string, waiter: Waiter): void {
    const rest = this.#waiting.get(player)?.filter((other) => other !== waiter) ?? [];
    if (rest.length > 0) this.#waiting.set(player, rest);
    else this.#waiting.delete(player);
  }
}

/** Rejects with the signal's reason once it is aborted. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function stopping(): Problem {
  return new Problem(503, 'retry_later', 'The server is restarting.');
}
