import type { MatchId } from '../lib/ids.ts';

/** What is known of a match that could not be brought back. */
interface Tried {
  /** The sweep from which on it is tried again by itself. */
  due: number;
  /** For how many sweeps it was put off the last time. */
  offFor: number;
  /** Until then nobody's asking changes that: this is what they are told. */
  held: Error | null;
  /** Sweeps in which it failed, and the last of them. */
  failures: number;
  failedAt: number;
}

/** A match is tried again after so many sweeps at the latest. */
const MAX_SWEEPS_OFF = 30;
const MAX_KNOWN = 10_000;
/** With failures in so many sweeps of this process, not counting those of what was away, a match is ended as it is. */
const MAX_FAILURES = 5;

/**
 * When matches that could not be brought back are tried again, and when it was often enough. Time is told in sweeps: a
 * match that many ask for at once fails once by that.
 */
export class Tries {
  #sweeps = 0;
  readonly #tried = new Map<MatchId, Tried>();

  /** Another sweep begins, over these matches: others are forgotten. */
  sweep(running: ReadonlySet<MatchId>): void {
    this.#sweeps += 1;
    for (const match of this.#tried.keys()) if (!running.has(match)) this.#tried.delete(match);
  }

  isDue(match: MatchId): boolean {
    return this.#sweeps >= (this.#tried.get(match)?.due ?? 0);
  }

  /** Why it is not to be tried now, no matter who asks. */
  heldBy(match: MatchId): Error | null {
    return this.isDue(match) ? null : (this.#tried.get(match)?.held ?? null);
  }

  /** Tries a match again later, ever more seldom, unless that is so already. */
  putOff(match: MatchId): void {
    if (this.isDue(match)) this.#wait(match, 2, null);
  }

  /** As `putOff`, and nobody may ask for it until then. @param rarely as seldom as it gets */
  hold(match: MatchId, why: Error, { rarely = false } = {}): void {
    this.#wait(match, rarely ? MAX_SWEEPS_OFF : 2, why);
  }

  /** @returns whether that was one too many */
  countFailure(match: MatchId): boolean {
    const tried = this.#of(match);
    if (tried.failedAt < this.#sweeps) tried.failures += 1;
    tried.failedAt = this.#sweeps;
    return tried.failures >= MAX_FAILURES;
  }

  /** It was brought back, or is over. */
  forget(match: MatchId): void {
    this.#tried.delete(match);
  }

  #wait(match: MatchId, least: number, held: Error | null): void {
    const tried = this.#of(match);
    tried.offFor = Math.min(Math.max(least, tried.offFor * 2), MAX_SWEEPS_OFF);
    tried.due = this.#sweeps + tried.offFor;
    tried.held = held;
  }

  #of(match: MatchId): Tried {
    const known = this.#tried.get(match);
    if (known) return known;
    if (this.#tried.size >= MAX_KNOWN) this.#tried.clear();
    const tried = { due: 0, offFor: 0, held: null, failures: 0, failedAt: -1 };
    this.#tried.set(match, tried);
    return tried;
  }
}
