import type { NotificationStore, Tally, Written } from './notification.ts';

interface WrittenToNeeds {
  store: Pick<NotificationStore, 'sent'>;
  now(): number;
  /** Told of those that were new, once they are stored. */
  stored(tallies: readonly Tally[]): void;
}

/** Most confirm what they were written within this: what they say is stored, and tells the rest. */
const WAIT_MS = 2000;
/** Stored in one go. */
const AT_ONCE = 1000;
/** So many wait, and so many are known, over all notifications: the oldest are forgotten first. */
const MAX_KNOWN = 200_000;

/**
 * Who was written to in this process: what clients confirm says so by itself, and the others are noted in the store.
 */
export class WrittenTo {
  readonly #needs: WrittenToNeeds;
  /** By seq and player, oldest first: what the store may not know yet. */
  readonly #waiting = new Map<string, Written & { at: number }>();
  /** What it knows, or will. */
  readonly #known = new Set<string>();

  constructor(needs: WrittenToNeeds) {
    this.#needs = needs;
  }

  /** A player was written to. */
  note(seq: number, player: string): void {
    const key = keyOf(seq, player);
    if (this.#known.has(key)) return;
    this.#remember(key);
    this.#waiting.set(key, { seq, player, at: this.#needs.now() });
    for (const [oldest] of this.#waiting) {
      if (this.#waiting.size <= MAX_KNOWN) break;
      this.#waiting.delete(oldest);
    }
  }

  /** The store knows. */
  stored(seq: number, player: string): void {
    const key = keyOf(seq, player);
    this.#remember(key);
    this.#waiting.delete(key);
  }

  /** Those numbers mean something else from here on. */
  clear(): void {
    this.#waiting.clear();
    this.#known.clear();
  }

  /**
   * Stores who confirmed nothing for a while. What cannot be stored is stored the next time.
   * @param all also who was written to just now
   */
  async store(all = false): Promise<void> {
    const until = all ? Infinity : this.#needs.now() - WAIT_MS;
    for (;;) {
      const some: [key: string, written: Written][] = [];
      for (const [key, { seq, player, at }] of this.#waiting) {
        if (at > until || some.length === AT_ONCE) break;
        some.push([key, { seq, player }]);
      }
      if (some.length === 0) return;
      const tallies = await this.#needs.store.sent(some.map(([, one]) => one));
      for (const [key] of some) this.#waiting.delete(key);
      this.#needs.stored(tallies);
    }
  }

  #remember(key: string): void {
    this.#known.add(key);
    for (const oldest of this.#known) {
      if (this.#known.size <= MAX_KNOWN) break;
      this.#known.delete(oldest);
    }
  }
}

function keyOf(seq: number, player: string): string {
  return `${seq} ${player}`;
}
