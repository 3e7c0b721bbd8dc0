/** What a player chose at the Play button, kept for the next time. */
export interface Preferences {
  game: string;
  /** Regions the player would play in, with measured latency in ms. None: any. */
  regions: Record<string, number>;
  /** May empty seats be filled with bots. */
  bots: boolean;
  /** Players who are never to be met, `MAX_BLOCKED` at most. Left out when it is set: it stays as it is. */
  blocked?: string[];
}

export const MAX_BLOCKED = 100;

/** Every player's preferences. */
export interface PreferenceStore {
  /** Null when the player has set none. */
  get(player: string): Promise<Preferences | null>;
  set(player: string, preferences: Preferences): Promise<void>;
}

/** Whom players never want to meet. */
export interface Blocks {
  /** Of each of these players who blocks anybody. */
  blocksOf(players: readonly string[]): Promise<Map<string, string[]>>;
}
