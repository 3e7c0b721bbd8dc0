/** So many units a second, and so many at once by whoever has rested. */
export interface Allowance {
  perSecond: number;
  burst: number;
}

/** So many bursts may be owed at most for what was spent elsewhere. */
const MAX_DEBT = 4;
/** Keys that are remembered at most. */
const MAX_KEYS = 100_000;

interface Bucket {
  /** Units left at `at`; below 0 is owed. */
  left: number;
  /** In ms. */
  at: number;
}

/**
 * A token bucket per key, a player or an address: units come back steadily, up to the burst. Keys are kept in two
 * generations, and the older one is dropped once every bucket in it is full again. With more keys at once than it
 * remembers, those that were quiet the longest are full again early.
 */
export class Budget {
  readonly #allowance: Allowance;
  readonly #now: () => number;
  readonly #maxKeys: number;
  /** Time in which the deepest debt is paid and the bucket is full. */
  readonly #fullAfterMs: number;
  #young = new Map<string, Bucket>();
  #old = new Map<string, Bucket>();
  #bornAt: number;

  /** @param now ms; where it begins does not matter */
  constructor(allowance: Allowance, now: () => number, maxKeys = MAX_KEYS) {
    const { perSecond, burst } = allowance;
    this.#allowance = allowance;
    this.#now = now;
    this.#maxKeys = maxKeys;
    this.#fullAfterMs = ((1 + MAX_DEBT) * burst * 1000) / perSecond;
    this.#bornAt = now();
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /** In how many ms so many units can be had, 0 when they are there. What is more than a burst takes a full one. */
  waitFor(key: string, units: number): number {
    const { perSecond, burst } = this.#allowance;
    const missing = Math.min(units, burst) - this.#bucket(key).left;
    return missing > 0 ? Math.max(1, Math.ceil((missing * 1000) / perSecond)) : 0;
  }

  /** Takes units, whether they are there or not: what is missing is owed. */
  charge(key: string, units: number): void {
    const bucket = this.#bucket(key);
    bucket.left = Math.max(-MAX_DEBT * this.#allowance.burst, bucket.left - units);
  }

  #bucket(key: string): Bucket {
    const now = this.#now();
    const { perSecond, burst } = this.#allowance;
    const bucket = this.#young.get(key) ?? this.#old.get(key) ?? { left: burst, at: now };
    const passed = Math.max(0, now - bucket.at); // a clock that is set back takes nothing away
    bucket.left = Math.min(burst, bucket.left + (passed * perSecond) / 1000);
    bucket.at = now;
    if (!this.#young.has(key)) this.#keep(key, bucket, now);
    return bucket;
  }

  #keep(key: string, bucket: Bucket, now: number): void {
    const passed = now - this.#bornAt;
    if (this.#young.size >= this.#maxKeys / 2 || passed >= this.#fullAfterMs || passed < 0) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#bornAt = now;
    }
    this.#old.delete(key);
    this.#young.set(key, bucket);
  }
}
