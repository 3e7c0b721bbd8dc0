import { randomUUID } from 'node:crypto';
import { clampLimit } from '../../../src/persistence/limits.ts';
import type { Feedback, FeedbackCursor, FeedbackStore, NewFeedback } from '../../../src/players/feedback.ts';

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

  async list({ limit, before }: { limit: number; before?: FeedbackCursor }): Promise<Feedback[]> {
    return this.#feedback
      .filter((one) => before === undefined || newestFirst(before, one) < 0)
      .sort(newestFirst)
      .slice(0, clampLimit(limit, MAX_ROWS))
      .map((feedback) => ({ ...feedback }));
  }
}

function newestFirst(a: FeedbackCursor, b: FeedbackCursor): number {
  if (a.createdAt !== b.createdAt) return b.createdAt - a.createdAt;
  return (a.id ?? '') > (b.id ?? '') ? -1 : 1;
}
