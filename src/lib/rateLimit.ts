import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from './problem.ts';

/** At most so many points in so many seconds. */
export interface Rate {
  points: number;
  seconds: number;
}

/**
 * Makes the counter of a named limit. One on Redis counts for all processes; give it an `insuranceLimiter`, so
 * that calls are let through when Redis is away.
 */
export type CounterOf = (name: string, rate: Rate) => RateLimiterAbstract;

/** Counts in this process. */
export const countInMemory: CounterOf = (name, { points, seconds }) =>
  new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });

/** A limit per key: an address, a player. A key's window begins with its first call. */
export class RateLimit {
  readonly name: string;
  readonly #counter: RateLimiterAbstract;

  constructor(name: string, rate: Rate, counterOf: CounterOf = countInMemory) {
    this.name = name;
    this.#counter = counterOf(name, rate);
  }

  /** Takes a point. Answers 0 when there was one, else in how many whole seconds there will be (at least 1). */
  async take(key: string): Promise<number> {
    try {
      await this.#counter.consume(key);
      return 0;
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    }
  }

  /** Takes none, and answers in how many whole seconds there will be a point, 0 when there is one. */
  async wait(key: string): Promise<number> {
    const used = await this.#counter.get(key);
    if (!used || used.consumedPoints < this.#counter.points) return 0;
    return Math.max(1, Math.ceil(used.msBeforeNext / 1000));
  }

  /** Gives a point back: the call turned out not to count. */
  async refund(key: string): Promise<void> {
    await this.#counter.reward(key);
  }
}

/**
 * Takes a point of a limit; who is refused spent none.
 * @throws Problem 429 with this code and `retry_after` in seconds
 */
export async function spend(limit: RateLimit, key: string, code: string, message: string): Promise<void> {
  const wait = await limit.take(key);
  if (wait === 0) return;
  await limit.refund(key);
  throw tooMany(wait, code, message);
}

/** 429, and when to try again. @param wait in whole seconds */
export function tooMany(wait: number, code: string, message: string): Problem {
  return new Problem(429, code, message, { retry_after_ms: wait * 1000, retry_after: wait });
}
