import { Problem } from '../lib/problem.ts';

interface Waiter {
  subject: string;
  /** It is told in every tab of the player; what is not, the newest tab takes from the others. */
  inTabs: boolean;
  controller: AbortController;
}

/** A player may wait for so many subjects at once: a table that is played and some that are watched. */
const MAX_SUBJECTS = 4;
/** For what is told in every tab so many may wait. */
const MAX_TABS = 4;

/**
 * Long-polls that hang: one per player and subject or, of what is told in every tab, one for each of a few tabs; a few
 * per player. The newest wins, so that tabs and retries never pile up.
 */
export class Waiters {
  readonly #waiting = new Map<string, Waiter[]>();
  #closed = false;

  /**
   * Waits, until it comes to something or one of these happens.
   * @param subject what is waited for
   * @param gone aborted when the client goes away
   * @param inTabs several tabs of the player may wait for it
   * @throws Problem 409 `superseded` when a newer wait took its place; 503 `retry_later` when the server stops;
   *   499 `client_gone`, which nobody reads
   */
  async wait<T>(
    player: string,
    subject: string,
    gone: AbortSignal,
    what: () => Promise<T>,
    inTabs = false,
  ): Promise<T> {
    if (this.#closed) throw stopping();
    const waiter: Waiter = { subject, inTabs, controller: new AbortController() };
    const { signal } = waiter.controller;
    const leave = () => waiter.controller.abort(new Problem(499, 'client_gone', 'The client went away.'));
    gone.addEventListener('abort', leave, { once: true });
    this.#makeRoom(player, waiter);
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

  #makeRoom(player: string, { subject, inTabs }: Waiter): void {
    const all = this.#waiting.get(player) ?? [];
    const same = all.filter((waiter) => waiter.subject === subject);
    const others = all.filter((waiter) => !waiter.inTabs && waiter.subject !== subject);
    const going = inTabs
      ? same.slice(0, Math.max(0, same.length - MAX_TABS + 1))
      : [...same, ...others.slice(0, Math.max(0, others.length - MAX_SUBJECTS + 1))];
    for (const waiter of going) {
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
