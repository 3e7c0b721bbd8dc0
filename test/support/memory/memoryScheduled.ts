import type { Draft, Notice, Notification, ScheduledStore, Taken } from '../../../src/push/notification.ts';

/** What waits to be sent, in memory. Nothing sends it but the test. */
export class MemoryScheduled implements ScheduledStore {
  readonly #waiting = new Map<string, { draft: Draft; sendAt: number }>();
  readonly #insert: (notice: Notice) => Promise<Notification>;

  constructor(insert: (notice: Notice) => Promise<Notification>) {
    this.#insert = insert;
  }

  async schedule(draft: Draft, sendAt: number): Promise<string> {
    const there = draft.dedupeKey === null ? null : await this.under(draft.sender, draft.dedupeKey);
    if (there) return there.id;
    this.#waiting.set(draft.id, { draft, sendAt });
    return draft.id;
  }

  async under(sender: string, dedupeKey: string): Promise<Taken | null> {
    const there = [...this.#waiting.values()].find(
      ({ draft }) => draft.sender === sender && draft.dedupeKey === dedupeKey,
    );
    return there ? { id: there.draft.id, seq: null } : null;
  }

  async sendAt(id: string): Promise<number | null> {
    return this.#waiting.get(id)?.sendAt ?? null;
  }

  async cancel(id: string): Promise<boolean> {
    return this.#waiting.delete(id);
  }

  async release(id: string, noticeOf: (draft: Draft) => Notice): Promise<Notification | null> {
    const there = this.#waiting.get(id);
    if (!there) return null;
    this.#waiting.delete(id);
    return this.#insert(noticeOf(there.draft));
  }

  async anyWaiting(): Promise<boolean> {
    return this.#waiting.size > 0;
  }
}
