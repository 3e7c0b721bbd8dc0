import type { Clock } from './Clock.ts';
import type { Http } from './Http.ts';

/** Says something of notifications over a socket, and resolves once that is stored; null when there is no socket. */
export type Tell = (type: 'received' | 'seen', payload: { seqs: number[] }) => Promise<unknown> | null;

interface ConfirmationsNeeds {
  http: Pick<Http, 'post'>;
  clock: Clock;
  /** A number in [0, 1). */
  random: () => number;
  /** Over whichever socket there is. */
  tell: Tell;
}

export const RECEIPTS_PATH = '/api/v1/notifications/receipts';
/** What was received is confirmed together, and after a broadcast not by everybody at the same moment. */
const CONFIRM_AFTER_MS = { from: 200, to: 1200 };
/** What was not answered is said again after this. */
const AGAIN_AFTER_MS = 5000;
/**
 * The server takes no more at once. So much is kept for the next time, too: the rest is sent again, or stays uncounted.
 */
const AT_ONCE = 500;

/**
 * Confirms what was received: over the socket by which it came, as another may lead to another process, which would
 * send it again. What the server does not say that it stored is said again: it counts who was told.
 */
export class Confirmations {
  readonly #needs: ConfirmationsNeeds;
  readonly #waiting = new Map<Tell, Set<number>>();
  #lost = new Set<number>();
  /** How often: what was said before is of another player. */
  #cleared = 0;
  #cancel: (() => void) | null = null;
  #cancelAgain: (() => void) | null = null;
  #closed = false;

  constructor(needs: ConfirmationsNeeds) {
    this.#needs = needs;
  }

  /** @param by how it is told to where it came from; whichever socket there is by default */
  add(seq: number, by = this.#needs.tell): void {
    if (this.#closed) return;
    this.#waiting.set(by, (this.#waiting.get(by) ?? new Set()).add(seq));
    const { clock, random } = this.#needs;
    const { from, to } = CONFIRM_AFTER_MS;
    this.#cancel ??= clock.after(from + random() * (to - from), () => this.#confirm());
  }

  /** Confirms nothing of what came until now. */
  clear(): void {
    this.#cleared += 1;
    this.#waiting.clear();
    this.#lost.clear();
    for (const cancel of [this.#cancel, this.#cancelAgain]) cancel?.();
    this.#cancel = this.#cancelAgain = null;
  }

  /**
   * Says what waits now, while there are sockets, and nothing any more: what is not stored comes again at the next
   * visit.
   */
  close(): void {
    this.#closed = true;
    this.#confirm();
    this.clear();
  }

  #confirm(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    this.#cancel?.();
    this.#cancel = null;
    for (const [by, all] of waiting)
      for (let i = 0; i < all.size; i += AT_ONCE) this.#say([...all].slice(i, i + AT_ONCE), by);
  }

  #say(seqs: number[], by: Tell): void {
    const { tell, http } = this.#needs;
    const cleared = this.#cleared;
    const said =
      by('received', { seqs }) ?? tell('received', { seqs }) ?? http.post(RECEIPTS_PATH, { received: seqs });
    said.catch(() => {
      if (cleared !== this.#cleared) return;
      for (const seq of seqs) if (this.#lost.size < AT_ONCE) this.#lost.add(seq);
      this.#cancelAgain ??= this.#needs.clock.after(AGAIN_AFTER_MS, () => this.#again());
    });
  }

  #again(): void {
    const seqs = [...this.#lost];
    this.#lost.clear();
    this.#cancelAgain = null;
    if (seqs.length > 0) this.#say(seqs, this.#needs.tell);
  }
}
