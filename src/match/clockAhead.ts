import type { Durability } from './durability.ts';
import type { Setback } from './setback.ts';

interface ClockAheadNeeds {
  durability: Durability;
  /** Null before the match begins. */
  match(): { now: number } | null;
  /** Stores the clock, in game ms. */
  write(clock: number): Promise<void>;
  setback: Pick<Setback, 'againMs' | 'putOff'>;
  /** Real ms. */
  now(): number;
}

const NEVER = Number.POSITIVE_INFINITY;

/**
 * The clock of a match, which is stored ahead: no game time passes that the store does not know. It goes with every
 * entry, and by itself when it runs out.
 */
export class ClockAhead {
  readonly #needs: ClockAheadNeeds;
  #at: number;
  #renewing = false;
  /** Real ms since when it is to be stored further and is not. */
  #renewingSince: number | null = null;

  /** @param at game ms to which the match may have run, as the store has it */
  constructor(needs: ClockAheadNeeds, at: number) {
    this.#needs = needs;
    this.#at = at;
  }

  /** Game ms to which the match may run: so far the store has its clock. */
  get at(): number {
    return this.#at;
  }

  /** No step can be made before it is stored further. */
  get exhausted(): boolean {
    const running = this.#needs.match();
    return running !== null && this.#at - running.now < this.#needs.durability.stepMs;
  }

  /** Real ms since when the game waits for it; null when it does not. */
  get waitedSince(): number | null {
    return this.exhausted ? this.#renewingSince : null;
  }

  /** Real ms until it is to be stored further by itself, while game time passes. */
  get dueMs(): number {
    if (this.#renewing) return NEVER;
    const { match, durability, setback } = this.#needs;
    const running = match();
    const ahead = running ? this.#at - running.now - durability.renewMs : NEVER;
    return Math.max(ahead, setback.againMs);
  }

  /** Game ms to which it is to be stored now. */
  next(): number {
    const { match, durability } = this.#needs;
    return Math.max(this.#at, (match()?.now ?? 0) + durability.leadMs);
  }

  /** It is stored so far. */
  isStored(clock: number): void {
    this.#at = Math.max(this.#at, clock);
    this.#renewingSince = null;
  }

  /** Stores it further when it runs out. What is done to the match meanwhile needs not wait for that. */
  renew(): void {
    const { match, durability, setback, now } = this.#needs;
    const running = match();
    if (!running || this.#renewing || setback.againMs > 0) return;
    if (this.#at - running.now > durability.renewMs) return;
    this.#renewing = true;
    this.#renewingSince ??= now();
    this.#store()
      .catch((error: unknown) => setback.putOff(error))
      .finally(() => {
        this.#renewing = false;
      });
  }

  async #store(): Promise<void> {
    const clock = this.next();
    await this.#needs.write(clock);
    this.isStored(clock);
  }
}
