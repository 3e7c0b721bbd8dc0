/** A game whose time passes. */
interface PassingGame {
  /** Game ms. */
  readonly now: number;
  readonly over: boolean;
  /** Game ms of the next step that does something. */
  dueAt(): number;
  /** Makes the step that ends then, with what players command now. True when it decided something. */
  step(at: number): boolean;
  /** As `step`, with what they commanded then, as the journal has it. */
  stepAgain(at: number): boolean;
  /** Nothing happens until then. */
  waitUntil(at: number): void;
}

/** Those who look at the table after every step, and do something of their own. */
export interface Lookers {
  /** Game ms at which the first of them looks again. */
  readonly lookAt: number;
  look(): void;
}

interface PassingNeeds {
  stepMs: number;
  game: PassingGame;
  bots: Lookers;
  /** Time decided something, while it passes by itself. */
  decided(): void;
}

/**
 * Wall time that is caught up with at once: after a longer stall the game stood still. Who sleeps a second is late by
 * less.
 */
export const MAX_CATCH_UP_MS = 2000;

/** How a match's game time passes: in whole steps, of which only those are made that do something. */
export class Passing {
  readonly #needs: PassingNeeds;
  /** Real ms that have passed and make no whole step yet. */
  #owed = 0;

  constructor(needs: PassingNeeds) {
    this.#needs = needs;
  }

  /** What game time will be once so many real ms have passed, as far as that is known. */
  after(ms: number): number {
    return this.#needs.game.now + Math.min(this.#owed + ms, MAX_CATCH_UP_MS);
  }

  /** Real ms until something happens by itself, if nothing is done. */
  get idleMs(): number {
    const { game } = this.#needs;
    return game.over ? Number.POSITIVE_INFINITY : Math.max(0, this.#wakeAt() - game.now - this.#owed);
  }

  /**
   * Lets game time pass: whole steps; the rest is owed to the next call. Bots look after every step.
   * @param limit game ms beyond which it does not go
   */
  advance(ms: number, limit: number): void {
    const { stepMs, game, bots, decided } = this.#needs;
    this.#owed = Math.min(this.#owed + ms, MAX_CATCH_UP_MS);
    const whole = this.#owed - (this.#owed % stepMs);
    const target = Math.min(game.now + whole, limit - (limit % stepMs || 0));
    while (game.now < target && !game.over) {
      const next = this.#wakeAt();
      this.#owed -= Math.min(next, target) - game.now;
      if (next > target) {
        game.waitUntil(target);
        return;
      }
      if (game.step(next)) decided();
      bots.look();
    }
  }

  /** The game stood: what is owed of the time before is not made up for. */
  stand(): void {
    this.#owed = 0;
  }

  /** As `advance`, by whole steps, of which none is owed: somebody else counts them. */
  makeSteps(count: number, limit: number): void {
    this.#owed = 0;
    this.advance(count * this.#needs.stepMs, limit);
    this.#owed = 0;
  }

  /** Runs game time up to `at` (ms) as it ran once: without bots, whose doing is in the journal. */
  run(at: number, decided: () => void): void {
    const { game } = this.#needs;
    while (game.now < at && !game.over) {
      const next = game.dueAt();
      if (next > at) game.waitUntil(at);
      else if (game.stepAgain(next)) decided();
    }
  }

  /** The next step that does something, or before that the next at which a bot looks. */
  #wakeAt(): number {
    const { stepMs, game, bots } = this.#needs;
    const look = Math.ceil(bots.lookAt / stepMs) * stepMs;
    return Math.min(game.dueAt(), Math.max(game.now + stepMs, look));
  }
}
