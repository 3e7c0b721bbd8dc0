import type { ChatLine } from '../protocol/chat.ts';

/** Who is told what is said in a chat, one line after the other. */
export interface ChatListener {
  said(line: ChatLine): void;
}

/**
 * What is said in one chat: of one table, or of all lobby rooms together.
 * Calls throw Problem 503 `retry_later` while this is not known or cannot be stored; then nothing was said.
 */
export interface ChatLog {
  /** Stores a line, and tells it to everybody who listens. */
  say(line: Omit<ChatLine, 'id'>): Promise<ChatLine>;
  /** The last 50 lines, oldest first. Lines that are told later are in it from that moment on. */
  history(): Promise<readonly ChatLine[]>;
  /** @returns how to stop listening */
  subscribe(listener: ChatListener): () => void;
}
