/** Who is here, by socket or by asking now and then over HTTP. */
export interface Presence {
  /** A socket of this player opened. */
  connected(player: string): Promise<void>;
  /** A socket of this player closed. */
  disconnected(player: string): Promise<void>;
  /** The player asked something over HTTP. */
  seen(player: string): Promise<void>;
  /** Since when nothing of a player was here: 0 while a socket is open, otherwise ms. */
  goneFor(player: string): Promise<number>;
  /** How many players have a socket open. */
  online(): Promise<number>;
}
