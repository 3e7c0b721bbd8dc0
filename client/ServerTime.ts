/** How precise the `Date` of an answer is. */
const RESOLUTION_MS = 1000;

/**
 * How far the server's clock is from ours, narrowed down with every answer: its `Date` is cut to the second, and lies
 * between sending and hearing. While ours may be right it is taken for right.
 */
export class ServerTime {
  #least = -Infinity;
  #most = Infinity;

  /** To be added to our time, ms. */
  get ahead(): number {
    if (this.#least <= 0 && this.#most >= 0) return 0;
    return (this.#least + this.#most) / 2;
  }

  /** An answer that bears `date` came at `heardAt` to what was asked at `sentAt`, epoch ms of ours. */
  heard(sentAt: number, heardAt: number, date: string | null): void {
    const told = Date.parse(date ?? '');
    if (Number.isNaN(told)) return;
    const least = told - heardAt;
    const most = told + RESOLUTION_MS - sentAt;
    const agrees = Math.max(least, this.#least) <= Math.min(most, this.#most);
    // One of the clocks was set: what was known is worth nothing.
    this.#least = agrees ? Math.max(least, this.#least) : least;
    this.#most = agrees ? Math.min(most, this.#most) : most;
  }
}
