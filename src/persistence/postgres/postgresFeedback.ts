import { randomUUID } from 'node:crypto';
import { type DataSource, LessThan, type Repository } from 'typeorm';
import { FeedbackEntity, type FeedbackRow } from '../../entities/FeedbackEntity.ts';
import type { Feedback, FeedbackCursor, FeedbackStore, NewFeedback } from '../../players/feedback.ts';
import { clampLimit } from '../limits.ts';

const MAX_ROWS = 500;

/** Feedback in Postgres. */
export class PostgresFeedback implements FeedbackStore {
  readonly #rows: Repository<FeedbackRow>;
  readonly #now: () => number;

  constructor(database: DataSource, now: () => number = Date.now) {
    this.#rows = database.getRepository(FeedbackEntity);
    this.#now = now;
  }

  async add(feedback: NewFeedback): Promise<Feedback> {
    const row: FeedbackRow = {
      id: randomUUID(),
      playerId: feedback.player,
      rating: feedback.rating,
      text: withoutNul(feedback.text),
      contact: feedback.contact && withoutNul(feedback.contact),
      page: feedback.page && withoutNul(feedback.page),
      createdAt: this.#now(),
    };
    await this.#rows.insert(row);
    return asFeedback(row);
  }

  async list({ limit, before }: { limit: number; before?: FeedbackCursor }): Promise<Feedback[]> {
    const rows = await this.#rows.find({
      where: before === undefined ? {} : olderThan(before),
      order: { createdAt: 'DESC', id: 'DESC' },
      take: clampLimit(limit, MAX_ROWS),
    });
    return rows.map(asFeedback);
  }
}

/** In the order of the list: of one moment by id. */
function olderThan({ createdAt, id }: FeedbackCursor) {
  const older = { createdAt: LessThan(createdAt) };
  return id === undefined ? older : [older, { createdAt, id: LessThan(id) }];
}

/** Postgres cannot store this one character in a text. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '');
}

function asFeedback({ playerId, ...row }: FeedbackRow): Feedback {
  return { ...row, player: playerId };
}
