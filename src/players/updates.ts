/** A message to a player, as lobby clients get it. */
export interface PlayerUpdate {
  type: string;
  payload: unknown;
}

/** Carries messages to wherever a player is connected. Lost when nobody listens: what must stay is stored first. */
export interface PlayerUpdates {
  publish(player: string, update: PlayerUpdate): Promise<void>;
  /** @returns how to stop listening */
  subscribe(player: string, listener: (update: PlayerUpdate) => void): Promise<() => void>;
}

/** The type of an update after which a player has no connection any more. */
export const SIGNED_OUT = 'signed_out';
