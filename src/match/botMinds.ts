import type { BotMind } from '../games/game.ts';
import { Random } from '../lib/random.ts';
import type { FrozenMatch } from './frozenMatch.ts';
import type { MatchSetup } from './journal.ts';

/** What the bots of a match have in mind. It is no part of the match: a replay has no bots, only what they did. */
export class BotMinds {
  readonly #random: Random;
  readonly #minds = new Map<string, BotMind>();

  constructor(setup: MatchSetup, from?: FrozenMatch) {
    this.#random = from ? Random.resume(from.botRandom) : Random.seeded(`${setup.seed}/bots`);
    for (const { id, skill = 0.5 } of setup.seats.filter(({ bot }) => bot)) {
      const notes = structuredClone(from?.minds[id] ?? {});
      this.#minds.set(id, { random: this.#random, skill, notes, lookAt: 0 });
    }
  }

  /** Game ms at which the first of them looks again. */
  get lookAt(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const { lookAt } of this.#minds.values()) first = Math.min(first, lookAt);
    return first;
  }

  /** Those who look now, one after the other. */
  *looking(now: number): Generator<[id: string, mind: BotMind]> {
    for (const [id, mind] of this.#minds) {
      if (now < mind.lookAt) continue;
      mind.lookAt = 0;
      yield [id, mind];
    }
  }

  freeze(): Pick<FrozenMatch, 'botRandom' | 'minds'> {
    const notes = [...this.#minds].map(([id, mind]) => [id, { ...mind.notes }] as const);
    return { botRandom: this.#random.state, minds: Object.fromEntries(notes) };
  }
}
