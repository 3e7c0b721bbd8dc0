import type { ChatLine } from '../protocol/chat.ts';
import type { ChatListener, ChatLog } from './chatLog.ts';

const HISTORY = 50;

/** A chat within one process: a table's, or the lobby's when there is no other process. */
export class LocalChat implements ChatLog {
  readonly #lines: ChatLine[] = [];
  readonly #listeners = new Set<ChatListener>();
  #last = 0;

  async say(said: Omit<ChatLine, 'id'>): Promise<ChatLine> {
    this.#last += 1;
    const line = { id: this.#last, ...said };
    this.#lines.push(line);
    if (this.#lines.length > HISTORY) this.#lines.shift();
    for (const listener of [...this.#listeners]) listener.said(line);
    return line;
  }

  async history(): Promise<readonly ChatLine[]> {
    return this.#lines;
  }

  subscribe(listener: ChatListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
