import { Problem } from '../lib/problem.ts';
import { MAX_CONNECTIONS } from './Connections.ts';

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
/**
 * Tries of one address that may wait, as many as its connections. The one that waited longest makes way for one more.
 */
const MAX_WAITING = MAX_CONNECTIONS;
/** A try waits no longer, in ms: its connection would be closed without a word. */
const MAX_WAIT_MS = 45_000;
/** Addresses that are remembered; beyond that the one that guessed longest ago is forgotten. */
const MAX_ADDRESSES = 10_000;

interface Waiting {
  /** Since when it waits. */
  at: number;
  /** Whether nobody waits for the answer any more. */
  isGone(): boolean;
  go(mayTry: boolean): void;
}

interface Guesser {
  wrong: number;
  /** Since when `wrong` is counted. */
  at: number;
  judging: boolean;
  waiting: Waiting[];
}

/**
 * Slows down who guesses, and shuts nobody out: tries of an address are judged one at a time, each after a delay that
 * grows with the wrong ones before, up to 5 s. The newest is judged first, so that somebody who comes after a flood
 * does not wait for all of it; who does not wait for the answer is passed over.
 */
export class Guesses {
  readonly #needs: GuessesNeeds;
  readonly #guessers = new Map<string, Guesser>();

  constructor(needs: GuessesNeeds) {
    this.#needs = needs;
  }

  /**
   * Judges a try of an address when it is its turn.
   * @throws Problem 429 `rate_limited` when too many came after it, or for too long
   */
  async judge(address: string, isRight: () => boolean, isGone = () => false): Promise<boolean> {
    const guesser = this.#of(address);
    if (guesser.judging && !(await this.#turn(guesser, isGone)))
      throw new Problem(429, 'rate_limited', 'Too many tries wait. Try again.', { retry_after: 5 });
    guesser.judging = true;
    try {
      const delay = delayAfter(guesser.wrong);
      if (delay > 0) await this.#needs.pause(delay);
      const right = isRight();
      if (!right) guesser.wrong += 1;
      return right;
    } finally {
      this.#tellLate(guesser);
      guesser.judging = false;
      for (let next = guesser.waiting.pop(); next; next = guesser.waiting.pop()) {
        guesser.judging = !next.isGone();
        next.go(guesser.judging);
        if (guesser.judging) break;
      }
    }
  }

  /** Waits to be judged; false when too many came after it, or nobody waits for it. */
  #turn({ waiting }: Guesser, isGone: () => boolean): Promise<boolean> {
    return new Promise((go) => {
      waiting.push({ at: this.#needs.now(), go, isGone });
      if (waiting.length > MAX_WAITING) waiting.shift()?.go(false);
    });
  }

  #tellLate({ waiting }: Guesser): void {
    const late = this.#needs.now() - MAX_WAIT_MS;
    while (waiting[0] && waiting[0].at < late) waiting.shift()?.go(false);
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
