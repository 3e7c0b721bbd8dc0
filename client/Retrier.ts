import type { Clock } from './Clock.ts';

interface RetrierOptions {
  clock: Clock;
  /** A number in [0, 1). */
  random: () => number;
  /** Longest first wait, in ms. */
  minMs: number;
  /** Longest wait ever, in ms. */
  maxMs: number;
  /**
   * One attempt: true when there is nothing left to try, else false, or for how many ms not to try again. Must not
   * throw.
   */
  attempt: () => Promise<boolean | number>;
}

/**
 * How long to wait after so many failures (from 0): doubles up to `maxMs`, of which half is by chance, so that
 * clients that lost the same server do not come back in step.
 */
export function backoffMs(failures: number, minMs: number, maxMs: number, random: () => number): number {
  const longest = Math.min(maxMs, minMs * 2 ** Math.min(failures, 30));
  return Math.round(longest / 2 + (longest / 2) * random());
}

/** Tries something until it is done: at once, then after longer and longer waits. */
export class Retrier {
  readonly #options: RetrierOptions;
  #tries = 0;
  #active = false;
  #running = false;
  /** Asked to try now while an attempt was on its way. */
  #hurry = false;
  /** Stopped and started again while an attempt was on its way. */
  #again = false;
  #cancelWait: (() => void) | null = null;

  constructor(options: RetrierOptions) {
    this.#options = options;
  }

  /**
   * Starts trying: at once after a `reset`, else after a wait, as attempts that succeed but do not last count as
   * failures. Resolves when the first attempt is over, or when it has to wait.
   * @param notBefore for so many ms it waits in any case
   */
  async start(notBefore = 0): Promise<void> {
    if (this.#active) return;
    this.#active = true;
    if (this.#running) this.#again = true;
    else if (this.#tries > 0 || notBefore > 0) this.#wait(notBefore);
    else await this.#run();
  }

  /** Tries again now instead of later. */
  wake(): void {
    if (!this.#active) return;
    this.#tries = 0;
    if (this.#running) {
      this.#hurry = true;
      return;
    }
    this.#cancelWait?.();
    void this.#run();
  }

  /** What was tried worked for long enough: the next start does not wait. */
  reset(): void {
    this.#tries = 0;
  }

  stop(): void {
    this.#active = false;
    this.#cancelWait?.();
    this.#cancelWait = null;
  }

  async #run(): Promise<void> {
    this.#cancelWait = null;
    this.#running = true;
    this.#hurry = false;
    this.#again = false;
    this.#tries += 1;
    const done = await this.#options.attempt();
    this.#running = false;
    if (!this.#active) return;
    if (this.#again || (this.#hurry && done === false)) return this.#run();
    if (done === true) this.#active = false;
    else this.#wait(done === false ? 0 : done);
  }

  /** The longer wait comes on top: those who were told the same time do not come back in step. */
  #wait(notBefore: number): void {
    const { clock, random, minMs, maxMs } = this.#options;
    const wait = notBefore + backoffMs(Math.max(0, this.#tries - 1), minMs, maxMs, random);
    this.#cancelWait = clock.after(wait, () => void this.#run());
  }
}
