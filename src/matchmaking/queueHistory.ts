/** Somebody at a table that was made. */
export interface MadeSeat {
  waitedMs: number;
  rating: number;
  /** The region that was nearest; null for who listed none. Older tables do not say. */
  home?: string | null;
  /** Sat down when it was open already: by which proposal, and when, epoch ms. */
  joined?: { by: string; at: number };
}

/** A table that was made, for statistics and expectations. */
export interface MadeTable {
  match: string;
  game: string;
  /** Epoch ms. */
  at: number;
  people: MadeSeat[];
  bots: number;
  /** Highest less lowest rating of people. */
  spread: number;
  region: string | null;
}

/** What matchmaking made lately, by all processes. */
export interface QueueHistory {
  /** Twice is harmless. */
  made(table: MadeTable): Promise<void>;
  /**
   * People sat down at a table that was open; nothing when it is not known. Twice with the same proposal is harmless.
   * @param spread of everybody at it now
   */
  joined(table: string, proposal: string, people: readonly MadeSeat[], spread: number): Promise<void>;
  /** Newest first. */
  recent(game: string, limit: number): Promise<MadeTable[]>;
  /** How many were ever made. */
  count(game: string): Promise<number>;
}
