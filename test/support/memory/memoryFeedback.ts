import { randomUUID } from 'node:crypto';
import { clampLimit } from '../../../src/persistence/limits.ts';
import type { Feedback, FeedbackStore, NewFeedback } from '../../../src/players/feedback.ts';

const MAX_ROWS = 500;
const KEPT = 10_000;

/** Feedback of one process: gone with it. */
export class MemoryFeedback implements FeedbackStore {
  readonly #feedback: Feedback[] = [];
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async add(feedback: NewFeedback): Promise<Feedback> {
    const added = { ...feedback, id: randomUUID(), createdAt: this.#now() };
    this.#feedback.push(added);
    if (this.#feedback.length > KEPT) this.#feedback.shift();
    return { ...added };
  }

  async list({ limit, before }: { limit: number; before?: number }): Promise<Feedback[]> {
    return this.#feedback
      .filter(({ createdAt }) => before === undefined || createdAt < before)
      .toReversed()
      .slice(0, clampLimit(limit, MAX_ROWS))
      .map((feedback) => ({ ...feedback }));
  }
}
