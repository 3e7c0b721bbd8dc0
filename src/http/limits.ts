import { Problem } from '../lib/problem.ts';
import { type CounterOf, type Rate, RateLimit } from '../lib/rateLimit.ts';
import type { Metrics } from '../metrics/metrics.ts';

/** What is limited, and how much by default. A household or a school may share an address. */
export const DEFAULT_RATES = {
  /** Everything that comes from one address. */
  address: { points: 6000, seconds: 60 },
  /** Sign-in of guests and the like, per address. */
  accounts: { points: 600, seconds: 60 },
  /** Wherever a password can be tried, per address. */
  credentials: { points: 30, seconds: 60 },
  /** Opening WebSockets, per address: a school that comes back after an outage must get in. */
  upgrades: { points: 1800, seconds: 60 },
  /** Joining rooms, per address. */
  joins: { points: 600, seconds: 60 },
  /** Everything one player asks. */
  player: { points: 1200, seconds: 60 },
  /** Per address. */
  feedback: { points: 10, seconds: 600 },
} satisfies Record<string, Rate>;

export type LimitName = keyof typeof DEFAULT_RATES;
export type Rates = Record<LimitName, Rate>;

const PER_ADDRESS = ['address', 'accounts', 'upgrades', 'joins'] as const;

/** The default limits per address, so many times as large. Where passwords are tried they stay as they are. */
export function scaledRates(factor: number): Partial<Rates> {
  const rate = (name: LimitName) => {
    const { points, seconds } = DEFAULT_RATES[name];
    return { points: Math.max(1, Math.round(points * factor)), seconds };
  };
  return Object.fromEntries(PER_ADDRESS.map((name) => [name, rate(name)]));
}

/** The limits of HTTP, by name. */
export class Limits {
  readonly #limits: ReadonlyMap<LimitName, RateLimit>;
  readonly #metrics: Metrics;

  constructor(rates: Partial<Rates>, counterOf: CounterOf | undefined, metrics: Metrics) {
    const all = Object.entries({ ...DEFAULT_RATES, ...rates }) as [LimitName, Rate][];
    this.#limits = new Map(all.map(([name, rate]) => [name, new RateLimit(`http:${name}`, rate, counterOf)]));
    this.#metrics = metrics;
  }

  /** @throws Problem 429 `rate_limited` with `retry_after` in seconds */
  async spend(name: LimitName, key: string): Promise<void> {
    const wait = await this.#limit(name).take(key);
    if (wait === 0) return;
    this.#metrics.limits.refused(name);
    throw new Problem(429, 'rate_limited', `Too many requests. Try again in ${wait} s.`, {
      retry_after: wait,
    });
  }

  /** Takes back what was spent. */
  giveBack(name: LimitName, key: string): Promise<void> {
    return this.#limit(name).giveBack(key);
  }

  #limit(name: LimitName): RateLimit {
    const limit = this.#limits.get(name);
    if (!limit) throw new Error(`no limit ${name}`);
    return limit;
  }
}
