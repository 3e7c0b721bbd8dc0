const KEPT = 240;

/** How long the last frames took to make, in ms of this page's own work. */
export class FrameTimes {
  readonly #times: number[] = [];
  count = 0;

  add(ms: number): void {
    this.#times[this.count % KEPT] = ms;
    this.count += 1;
  }

  get p95(): number {
    const sorted = [...this.#times].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  }
}
