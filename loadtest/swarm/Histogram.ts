/** Neighbouring buckets differ by so much: a quantile is right within half a percent. */
const GROWTH = Math.log(1.01);
/** Everything below is taken for it, in ms. */
const LEAST_MS = 0.001;

/** A histogram as it travels from one process to another. */
export interface Counted {
  counts: [bucket: number, count: number][];
  max: number;
  sum: number;
}

/** Times in ms, many of them, in little memory; histograms of several processes can be put together. */
export class Histogram {
  readonly #counts = new Map<number, number>();
  #count = 0;
  #max = 0;
  #sum = 0;

  static from(all: readonly Counted[]): Histogram {
    const histogram = new Histogram();
    for (const { counts, max, sum } of all) {
      for (const [bucket, count] of counts) histogram.#add(bucket, count);
      histogram.#max = Math.max(histogram.#max, max);
      histogram.#sum += sum;
    }
    return histogram;
  }

  add(ms: number): void {
    this.#add(Math.round(Math.log(Math.max(ms, LEAST_MS)) / GROWTH), 1);
    this.#max = Math.max(this.#max, ms);
    this.#sum += ms;
  }

  get count(): number {
    return this.#count;
  }

  /** The longest, exactly; 0 for none. */
  get max(): number {
    return this.#max;
  }

  /** Null for none. */
  get mean(): number | null {
    return this.#count === 0 ? null : this.#sum / this.#count;
  }

  /** The least that this share of all does not exceed, in ms; null for none. */
  quantile(share: number): number | null {
    let left = Math.max(1, Math.ceil(this.#count * share));
    for (const [bucket, count] of [...this.#counts].sort(([a], [b]) => a - b)) {
      left -= count;
      if (left <= 0) return Math.min(Math.exp(bucket * GROWTH), this.#max);
    }
    return null;
  }

  counted(): Counted {
    return { counts: [...this.#counts], max: this.#max, sum: this.#sum };
  }

  #add(bucket: number, count: number): void {
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + count);
    this.#count += count;
  }
}
