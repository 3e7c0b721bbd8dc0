/** A line of chat as clients get it. `at` is epoch ms. */
export interface ChatLine {
  /** Unique in its chat; a later line has a higher one. */
  id: number;
  /** The writer's uuid. */
  from: string;
  name: string;
  text: string;
  at: number;
  /** Said by somebody who only watches. */
  spectator: boolean;
}

/** Who is told what happens in a chat, one after the other. */
export interface ChatListener {
  said(line: ChatLine): void;
  /** A player mutes exactly these from now on. */
  muted(player: string, whom: readonly string[]): void;
}

/**
 * What is said in one chat, and who does not want to read whom: of one table, or of all lobby rooms together.
 * Calls throw Problem 503 `retry_later` while this is not known or cannot be stored; then nothing was said.
 */
export interface ChatLog {
  /** Stores a line, and tells it to everybody who listens. */
  say(line: Omit<ChatLine, 'id'>): Promise<ChatLine>;
  /** The last 50 lines, oldest first. Lines that are told later are in it from that moment on. */
  history(): Promise<readonly ChatLine[]>;
  /** Whom a player does not want to read. */
  mutedBy(player: string): Promise<string[]>;
  /** @returns whom the player mutes now. @throws Problem 409 `too_many_muted` beyond 200 */
  mute(player: string, whom: string): Promise<string[]>;
  unmute(player: string, whom: string): Promise<string[]>;
  /** @returns how to stop listening */
  subscribe(listener: ChatListener): () => void;
}
