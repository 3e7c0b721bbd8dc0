import type { InboxMessage, NotificationStateMessage } from '../src/protocol/notifications.ts';

/** So much is known: what other sessions are told comes back to those that said it. */
const MAX_KEPT = 1000;
const WHATS = ['seen', 'acted', 'archived'] as const;

/**
 * What was said of notifications, here or in another session, as `seen 7`. It may be on its way to the server, or back.
 */
export class Said {
  readonly #said = new Set<string>();

  note(what: keyof NotificationStateMessage, seqs: readonly number[]): void {
    for (const seq of seqs) this.#said.add(`${what} ${seq}`);
    for (const oldest of this.#said) {
      if (this.#said.size <= MAX_KEPT) break;
      this.#said.delete(oldest);
    }
  }

  /** What of it is news, which is noted; null when nothing is. */
  news(told: NotificationStateMessage): NotificationStateMessage | null {
    const fresh = { seen: [], acted: [], archived: [] } as NotificationStateMessage;
    for (const what of WHATS) {
      fresh[what] = told[what].filter((seq) => !this.#said.has(`${what} ${seq}`));
      this.note(what, fresh[what]);
    }
    return WHATS.some((what) => fresh[what].length > 0) ? fresh : null;
  }

  /** A notification with what was said of it. @param now ISO 8601 */
  applied(item: InboxMessage, now: string): InboxMessage {
    return stamped(item, (what) => this.#said.has(`${what} ${item.seq}`), now);
  }

  clear(): void {
    this.#said.clear();
  }
}

/** A notification with what was done with it. Who did what it is about saw it. @param now ISO 8601 */
export function stamped(
  item: InboxMessage,
  was: (what: keyof NotificationStateMessage) => boolean,
  now: string,
): InboxMessage {
  return {
    ...item,
    seen_at: item.seen_at ?? (was('seen') || was('acted') ? now : null),
    acted_at: item.acted_at ?? (was('acted') ? now : null),
    archived_at: item.archived_at ?? (was('archived') ? now : null),
  };
}
