/** It rings at least so often, and at most so often, in ms. */
const LONGEST_MS = 1000;
const SHORTEST_MS = 20;

/** Rings when there is something to do, and sets itself again. */
export class Alarm {
  readonly #idleMs: () => number;
  readonly #ring: (lateMs: number) => void;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param idleMs how long there is nothing to do by itself
   * @param ring told how much later it rings than it was set to, in ms
   */
  constructor(idleMs: () => number, ring: (lateMs: number) => void) {
    this.#idleMs = idleMs;
    this.#ring = ring;
  }

  /** From now on. Call it when there is something to do earlier than it was. */
  set(): void {
    clearTimeout(this.#timer);
    const ms = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, this.#idleMs()));
    const dueAt = performance.now() + ms;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#ring(Math.max(0, performance.now() - dueAt));
      if (!this.#timer) this.set(); // it may have been set already, as there was something to show
    }, ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
