import { type CounterOf, type Rate, RateLimit } from '../lib/rateLimit.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { type Budgets, type Payer, rateLimited } from '../players/budgets.ts';

/**
 * What is limited beside the budgets of players and addresses, and how much by default. A household or a school may
 * share an address.
 */
export const DEFAULT_RATES = {
  /** Sign-in of guests and the like, per address. */
  accounts: { points: 600, seconds: 60 },
  /** Wherever a password can be tried, per address. */
  credentials: { points: 30, seconds: 60 },
  /** Opening WebSockets, per address: a school that comes back after an outage must get in. */
  upgrades: { points: 1800, seconds: 60 },
  /** Joining rooms, per address. */
  joins: { points: 600, seconds: 60 },
  /** Per address. */
  feedback: { points: 10, seconds: 600 },
} satisfies Record<string, Rate>;

export type LimitName = keyof typeof DEFAULT_RATES;
export type Rates = Record<LimitName, Rate>;

const PER_ADDRESS = ['accounts', 'upgrades', 'joins'] as const;

/** The default limits per address, so many times as large. Where passwords are tried they stay as they are. */
export function scaledRates(factor: number): Partial<Rates> {
  const rate = (name: LimitName) => {
    const { points, seconds } = DEFAULT_RATES[name];
    return { points: Math.max(1, Math.round(points * factor)), seconds };
  };
  return Object.fromEntries(PER_ADDRESS.map((name) => [name, rate(name)]));
}

interface LimitsNeeds {
  /** Limits that differ from the defaults. */
  rateLimits?: Partial<Rates> | undefined;
  /** Where they are counted: for all processes if there are many. In this process when undefined. */
  counterOf: CounterOf | undefined;
  budgets: Pick<Budgets, 'spend' | 'owe'>;
  metrics: Pick<Metrics, 'limits'>;
}

/** The limits of HTTP: some by name, and what players and addresses may spend on everything together. */
export class Limits {
  readonly #limits: ReadonlyMap<LimitName, RateLimit>;
  readonly #needs: LimitsNeeds;

  constructor(needs: LimitsNeeds) {
    const all = Object.entries({ ...DEFAULT_RATES, ...needs.rateLimits }) as [LimitName, Rate][];
    this.#limits = new Map(
      all.map(([name, rate]) => [name, new RateLimit(`http:${name}`, rate, needs.counterOf)]),
    );
    this.#needs = needs;
  }

  /** @throws Problem 429 `rate_limited` with `retry_after_ms`, and `retry_after` in seconds */
  async spend(name: LimitName, key: string): Promise<void> {
    const wait = await this.#limit(name).take(key);
    if (wait === 0) return;
    this.#needs.metrics.limits.refused(name);
    throw rateLimited({ retryAfterMs: wait * 1000, goesOn: false });
  }

  /** Takes units of the budgets. @throws Problem as `spend` */
  charge(payer: Payer, units: number, ofAddress = units): void {
    const refusal = this.#needs.budgets.spend(payer, units, ofAddress);
    if (refusal) throw rateLimited(refusal);
  }

  /** Takes units whether they are there or not. */
  owe(payer: Payer, units: number): void {
    this.#needs.budgets.owe(payer, units);
  }

  /** Takes back what was spent. */
  refund(name: LimitName, key: string): Promise<void> {
    return this.#limit(name).refund(key);
  }

  #limit(name: LimitName): RateLimit {
    const limit = this.#limits.get(name);
    if (!limit) throw new Error(`no limit ${name}`);
    return limit;
  }
}
