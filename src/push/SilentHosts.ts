/** To a host that did not answer the last time, so many try at once. */
const TRIES = 2;
/** Hosts that are remembered. Addresses are the players' word: of more the oldest is forgotten. */
const MAX_HOSTS = 1000;

/**
 * Hosts that do not answer. Each push to one takes seconds, and one of the few places there are: without a bound the
 * pushes to a silent host would keep those to all others waiting.
 */
export class SilentHosts {
  /** How many try those that did not answer. */
  readonly #trying = new Map<string, number>();

  /** Whether one more may try. */
  mayTry(endpoint: string): boolean {
    return (this.#trying.get(hostOf(endpoint)) ?? 0) < TRIES;
  }

  /** Asks a host, and remembers whether it answers. @throws what `ask` throws: it did not */
  async ask<T>(endpoint: string, ask: () => Promise<T>): Promise<T> {
    const host = hostOf(endpoint);
    const known = this.#trying.get(host);
    if (known !== undefined) this.#trying.set(host, known + 1);
    try {
      const answer = await ask();
      this.#trying.delete(host);
      return answer;
    } catch (error) {
      const trying = this.#trying.get(host) ?? 0;
      this.#trying.set(host, known === undefined ? trying : Math.max(0, trying - 1));
      this.#forgetOldest();
      throw error;
    }
  }

  #forgetOldest(): void {
    const [oldest] = this.#trying.keys();
    if (this.#trying.size > MAX_HOSTS && oldest !== undefined) this.#trying.delete(oldest);
  }
}

function hostOf(endpoint: string): string {
  return new URL(endpoint).host;
}
