/** So many are shown a minute; the rest is in the list. */
const MAX_A_MINUTE = 10;
const MINUTE_MS = 60_000;

interface Shown {
  /** When, oldest first. */
  at: number[];
  /** The last one that was asked for, and the answer: it is the same for all sessions of a player. */
  seq: number;
  may: boolean;
}

/** Keeps a player from being shown too much at once of what is not important, over all their sessions. */
export class Lately {
  readonly #now: () => number;
  readonly #players = new Map<string, Shown>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether a player may be shown one more; then it counts. */
  may(player: string, seq: number): boolean {
    const since = this.#now() - MINUTE_MS;
    const shown = this.#players.get(player) ?? { at: [], seq: 0, may: false };
    if (shown.seq === seq) return shown.may;
    shown.at = shown.at.filter((at) => at > since);
    shown.seq = seq;
    shown.may = shown.at.length < MAX_A_MINUTE;
    if (shown.may) shown.at.push(this.#now());
    // Who was shown something last is last.
    this.#players.delete(player);
    this.#players.set(player, shown);
    for (const [oldest, { at }] of this.#players) {
      if ((at.at(-1) ?? 0) > since) break;
      this.#players.delete(oldest);
    }
    return shown.may;
  }
}
