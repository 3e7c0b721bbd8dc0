/** What a client may say when it joins a room. */
export interface JoinOptions {
  /** The version that it speaks, see `version.ts`. Who says none counts as current. */
  protocol?: number;
  /** In a game room: to watch, without a seat. */
  spectate?: boolean;
  /** Where it was in its notifications: it is told what it missed. Without them it is told only what comes. */
  epoch?: string;
  after?: number;
}
