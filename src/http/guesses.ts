import { Problem } from '../lib/problem.ts';

export interface GuessesNeeds {
  /** Epoch ms. */
  now(): number;
  /** Resolves after so many ms. */
  pause(ms: number): Promise<void>;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5000;
/** An address that guessed wrong is forgiven one wrong guess in so many ms. */
const FORGIVEN_EVERY_MS = 60_000;
/** Tries of one address that may wait. The one that waited longest makes way for a further one. */
const MAX_WAITING = 100;
/** Addresses that are remembered; beyond that the one that guessed longest ago is forgotten. */
const MAX_ADDRESSES = 10_000;

interface Guesser {
  wrong: number;
  /** Since when `wrong` is counted. */
  at: number;
  judging: boolean;
  waiting: ((mayTry: boolean) => void)[];
}

/**
 * Slows down who guesses, and shuts nobody out: tries of an address are judged one at a time, each after a delay that
 * grows with the wrong ones before, up to 5 s. The newest is judged first, so that somebody who comes after a flood
 * does not wait for all of it.
 */
export class Guesses {
  readonly #needs: GuessesNeeds;
  readonly #guessers = new Map<string, Guesser>();

  constructor(needs: GuessesNeeds) {
    this.#needs = needs;
  }

  /** Judges a try of an address when it is its turn. @throws Problem 429 `rate_limited` when too many came after it */
  async judge(address: string, isRight: () => boolean): Promise<boolean> {
    const guesser = this.#of(address);
    if (guesser.judging && !(await this.#turn(guesser)))
      throw new Problem(429, 'rate_limited', 'Too many tries wait. Try again.', { retry_after: 5 });
    guesser.judging = true;
    try {
      const delay = delayAfter(guesser.wrong);
      if (delay > 0) await this.#needs.pause(delay);
      const right = isRight();
      if (!right) guesser.wrong += 1;
      return right;
    } finally {
      const next = guesser.waiting.pop();
      if (next) next(true);
      else guesser.judging = false;
    }
  }

  /** Waits to be judged; false when too many came after it. */
  #turn(guesser: Guesser): Promise<boolean> {
    return new Promise((resolve) => {
      guesser.waiting.push(resolve);
      if (guesser.waiting.length > MAX_WAITING) guesser.waiting.shift()?.(false);
    });
  }

  #of(address: string): Guesser {
    const now = this.#needs.now();
    const known = this.#guessers.get(address) ?? { wrong: 0, at: now, judging: false, waiting: [] };
    const forgiven = Math.floor((now - known.at) / FORGIVEN_EVERY_MS);
    if (forgiven > 0) {
      known.wrong = Math.max(0, known.wrong - forgiven);
      known.at += forgiven * FORGIVEN_EVERY_MS;
    }
    this.#guessers.delete(address);
    this.#guessers.set(address, known); // now the newest
    for (const [oldest, { judging }] of this.#guessers) {
      if (this.#guessers.size <= MAX_ADDRESSES) break;
      if (!judging) this.#guessers.delete(oldest);
    }
    return known;
  }
}

function delayAfter(wrong: number): number {
  return wrong === 0 ? 0 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(wrong - 1, 10));
}
