import { Problem } from '../lib/problem.ts';
import type { ChatLine, ChatListener, ChatLog } from './chatLog.ts';

const HISTORY = 50;
const MAX_MUTED = 200;
/** Players whose mutes are remembered; those who muted longest ago are forgotten beyond that. */
const MAX_WHO_MUTE = 500;

/** A chat within one process: a table's, or the lobby's when there is no other process. */
export class LocalChat implements ChatLog {
  readonly #lines: ChatLine[] = [];
  readonly #muted = new Map<string, Set<string>>();
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

  async mutedBy(player: string): Promise<string[]> {
    return [...(this.#muted.get(player) ?? [])];
  }

  async mute(player: string, whom: string): Promise<string[]> {
    const muted = this.#muted.get(player) ?? new Set();
    if (!muted.has(whom) && muted.size >= MAX_MUTED)
      throw new Problem(409, 'too_many_muted', 'You muted too many.');
    return this.#keep(player, muted.add(whom));
  }

  async unmute(player: string, whom: string): Promise<string[]> {
    const muted = this.#muted.get(player);
    return muted?.delete(whom) ? this.#keep(player, muted) : [...(muted ?? [])];
  }

  subscribe(listener: ChatListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #keep(player: string, muted: Set<string>): string[] {
    this.#muted.delete(player);
    if (muted.size > 0) this.#muted.set(player, muted); // now the newest
    const oldest = this.#muted.keys().next();
    if (this.#muted.size > MAX_WHO_MUTE && !oldest.done) this.#muted.delete(oldest.value);
    for (const listener of [...this.#listeners]) listener.muted(player, [...muted]);
    return [...muted];
  }
}
