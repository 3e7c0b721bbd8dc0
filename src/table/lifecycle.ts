import type { Phase } from '../games/game.ts';

/** How long a table waits for its people. Times in ms. */
export interface LifecyclePolicy {
  /** Everybody is here: a short look at each other. */
  countdownMs: number;
  /** Enough are here, but not all: a longer one, so that the others can make it. */
  lateCountdownMs: number;
  /** How long the result is shown before the room closes. */
  resultMs: number;
  /** How long a table waits at most, unless its order says less. */
  waitMs: number;
  /** How long a seat waits for a player who dropped, added up over the match. */
  graceMs: number;
}

export const defaultLifecycle: LifecyclePolicy = {
  countdownMs: 3_000,
  lateCountdownMs: 10_000,
  resultMs: 60_000,
  waitMs: 600_000,
  graceMs: 60_000,
};

/** A table before its match. */
export interface BeforeMatch {
  phase: Extract<Phase, 'waiting' | 'countdown'>;
  /** Epoch ms at which the phase ends. */
  deadline: number;
  /** Epoch ms at which waiting ends for good. */
  waitUntil: number;
  /** Seats taken, bots included, and how many of them are here. */
  seated: number;
  present: number;
  min: number;
  botsAllowed: boolean;
}

/** What happens to a table now. */
export type Step =
  | { do: 'stay' }
  /** Count down until then. A countdown is only ever shortened. */
  | { do: 'countdown'; deadline: number }
  | { do: 'wait'; deadline: number }
  | { do: 'start' }
  /** Bots take the seats of those who are not here, then it starts. */
  | { do: 'fill' }
  /** Nobody plays: who is here goes back to the front of the queue. */
  | { do: 'abandon' };

/** Decides the next step of a table that has not started. */
export function nextStep(table: BeforeMatch, now: number, policy: LifecyclePolicy): Step {
  const all = table.present === table.seated;
  if (table.present < table.min) {
    if (table.phase === 'countdown' && now < table.deadline) return { do: 'stay' };
    if (now < table.waitUntil) {
      return table.phase === 'countdown' ? { do: 'wait', deadline: table.waitUntil } : { do: 'stay' };
    }
    return table.botsAllowed && table.present > 0 ? { do: 'fill' } : { do: 'abandon' };
  }
  if (table.phase === 'waiting') {
    return { do: 'countdown', deadline: now + (all ? policy.countdownMs : policy.lateCountdownMs) };
  }
  if (now >= table.deadline) return { do: 'start' };
  if (all && table.deadline - now > policy.countdownMs) {
    return { do: 'countdown', deadline: now + policy.countdownMs };
  }
  return { do: 'stay' };
}
