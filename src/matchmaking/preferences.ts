/** What a player chose at the Play button, kept for the next time. */
export interface Preferences {
  game: string;
  /** Regions the player would play in, with measured latency in ms. None: any. */
  regions: Record<string, number>;
  /** May empty seats be filled with bots. */
  bots: boolean;
  /** Players who are never to be met, `MAX_BLOCKED` at most. */
  blocked?: string[];
}

/**
 * What is set of them; what is left out stays as it is, or is the least of all: any region, no bots, nobody blocked.
 */
export type PreferenceChange = Pick<Preferences, 'game'> & Partial<Preferences>;

export const MAX_BLOCKED = 100;

/** Every player's preferences. */
export interface PreferenceStore {
  /** Null when the player has set none. */
  get(player: string): Promise<Preferences | null>;
  /** @returns what is set now */
  set(player: string, change: PreferenceChange): Promise<Preferences>;
}

/** Whom players never want to meet. */
export interface Blocks {
  /** Of each of these players who blocks anybody. */
  blocksOf(players: readonly string[]): Promise<Map<string, string[]>>;
  /** Takes one player off another's list. */
  unblock(player: string, whom: string): Promise<void>;
}
