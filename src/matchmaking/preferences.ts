/** What a player chose at the Play button, kept for the next time. */
export interface Preferences {
  game: string;
  /** Regions the player would play in, with measured latency in ms. None: any. */
  regions: Record<string, number>;
  /** May empty seats be filled with bots. */
  bots: boolean;
}

/** Every player's preferences. */
export interface PreferenceStore {
  /** Null when the player has set none. */
  get(player: string): Promise<Preferences | null>;
  set(player: string, preferences: Preferences): Promise<void>;
}
