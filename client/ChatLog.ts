import type { ChatLine } from '../src/protocol/chat.ts';

/** A line of chat as the server sends it. */
export type ChatMessage = ChatLine;

const KEPT = 100;

/** The latest lines of a room's chat, each once, without those of muted players. */
export class ChatLog {
  readonly #muted: ReadonlySet<string>;
  #all: readonly ChatMessage[] = [];
  #lines: readonly ChatMessage[] = [];

  /** @param muted uuids; call `refresh` when it changes */
  constructor(muted: ReadonlySet<string>) {
    this.#muted = muted;
  }

  /** Oldest first. A new list after each change. */
  get lines(): readonly ChatMessage[] {
    return this.#lines;
  }

  /** Adds a line; false when it is known or its writer is muted. */
  add(line: ChatMessage): boolean {
    if (this.#all.some((known) => known.id === line.id && known.at === line.at)) return false;
    this.#all = [...this.#all, line].slice(-KEPT);
    this.refresh();
    return !this.#muted.has(line.from);
  }

  refresh(): void {
    this.#lines = this.#all.filter((line) => !this.#muted.has(line.from));
  }
}
