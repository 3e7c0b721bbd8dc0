/** A table that was made, for statistics and expectations. */
export interface MadeTable {
  match: string;
  game: string;
  /** Epoch ms. */
  at: number;
  /** Of each person at it: how long they waited, in ms, and how strong they were. */
  people: { waitedMs: number; rating: number; home?: string | null }[];
  bots: number;
  /** Highest less lowest rating of people. */
  spread: number;
  region: string | null;
}

/** What matchmaking made lately, by all processes. */
export interface QueueHistory {
  /** Twice is harmless. */
  made(table: MadeTable): Promise<void>;
  /** Newest first. */
  recent(game: string, limit: number): Promise<MadeTable[]>;
  /** How many were ever made. */
  count(game: string): Promise<number>;
}
