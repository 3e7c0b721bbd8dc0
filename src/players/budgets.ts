import { type Allowance, Budget } from '../lib/budget.ts';
import { Problem } from '../lib/problem.ts';

/** Of one player, over all sockets and HTTP together. */
export const PLAYER_ALLOWANCE: Allowance = { perSecond: 60, burst: 120 };
/** Of one address, over all who come from it: a household or a school may share one. */
export const ADDRESS_ALLOWANCE: Allowance = { perSecond: 600, burst: 1200 };
/** Refusals that are answered; who goes on after them is closed. */
const PATIENCE: Allowance = { perSecond: 5, burst: 60 };

export type Purse = 'player' | 'address';

/** Who pays. Without a player or without an address the other one pays alone. */
export type Payer = { [purse in Purse]?: string | undefined };

export interface Refusal {
  /** Whose units are spent. */
  limit: Purse;
  retryAfterMs: number;
  /** It was refused often enough lately: no further answer is owed. */
  goesOn: boolean;
}

interface BudgetsOptions {
  player: Allowance;
  address: Allowance;
  /** Ms; where it begins does not matter. */
  now(): number;
  refused(limit: Purse): void;
  /** Told of everything that is taken. */
  spent?(purse: Purse, key: string, units: number): void;
}

/** Both allowances, so many times as large. */
export function scaledAllowances(factor: number): { player: Allowance; address: Allowance } {
  const scaled = ({ perSecond, burst }: Allowance) => ({
    perSecond: perSecond * factor,
    burst: burst * factor,
  });
  return { player: scaled(PLAYER_ALLOWANCE), address: scaled(ADDRESS_ALLOWANCE) };
}

/**
 * One budget per player and one per address, over everything they ask, by sockets and by HTTP. It is counted in this
 * process; `charge` adds what others counted.
 */
export class Budgets {
  readonly #options: BudgetsOptions;
  readonly #budgets: Record<Purse, Budget>;
  readonly #patience: Budget;

  constructor(options: BudgetsOptions) {
    const { player, address, now } = options;
    this.#options = options;
    this.#budgets = { player: new Budget(player, now), address: new Budget(address, now) };
    this.#patience = new Budget(PATIENCE, now);
  }

  /**
   * Takes units of the player and of the address, or of neither, and says why not. What is refused costs nothing, and
   * what costs nothing is not refused.
   * @param ofAddress when the address pays another sum
   */
  spend(payer: Payer, units: number, ofAddress = units): Refusal | null {
    // The player first: whoever floods uses up nothing of those who share the address.
    const wait = this.#wait('player', payer, units);
    const retryAfterMs = wait || this.#wait('address', payer, ofAddress);
    if (retryAfterMs > 0) return this.#refuse(payer, wait > 0 ? 'player' : 'address', retryAfterMs);
    this.#take('player', payer.player, units);
    this.#take('address', payer.address, ofAddress);
    return null;
  }

  /** Takes units whether they are there or not: nobody knew before what it would cost. */
  owe(payer: Payer, units: number): void {
    this.#take('player', payer.player, units);
    this.#take('address', payer.address, units);
  }

  /** Takes what was spent in another process. */
  charge(purse: Purse, key: string, units: number): void {
    this.#budgets[purse].charge(key, units);
  }

  #wait(purse: Purse, payer: Payer, units: number): number {
    const key = payer[purse];
    return key === undefined || units === 0 ? 0 : this.#budgets[purse].waitFor(key, units);
  }

  #take(purse: Purse, key: string | undefined, units: number): void {
    if (key === undefined || units === 0) return;
    this.#budgets[purse].charge(key, units);
    this.#options.spent?.(purse, key, units);
  }

  #refuse(payer: Payer, limit: Purse, retryAfterMs: number): Refusal {
    this.#options.refused(limit);
    const who = payer.player ?? payer.address ?? '';
    const goesOn = this.#patience.waitFor(who, 1) > 0;
    if (!goesOn) this.#patience.charge(who, 1);
    return { limit, retryAfterMs, goesOn };
  }
}

/** 429 `rate_limited`, with `retry_after_ms`, and `retry_after` in whole seconds; `closed` when no more is heard. */
export function rateLimited({ retryAfterMs, goesOn }: Pick<Refusal, 'retryAfterMs' | 'goesOn'>): Problem {
  const retry_after = Math.max(1, Math.ceil(retryAfterMs / 1000));
  const retry_after_ms = Math.max(1, Math.ceil(retryAfterMs));
  const message = `Too many requests. Try again in ${retry_after} s.`;
  const details = { retry_after_ms, retry_after, ...(goesOn && { closed: true }) };
  return new Problem(429, 'rate_limited', message, details);
}
