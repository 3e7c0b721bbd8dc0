import type { MatchId, PlayerId } from '../lib/ids.ts';
import type { LiveMatch } from './live.ts';

/**
 * Which matches run, and who is in them. A player is in one match at a time: while it is not known who else is in one,
 * as the directory lost its data, nobody is said to be free. What says so is `isUnavailable`.
 */
export interface MatchDirectory {
  /** Adds a match or brings it up to date. */
  put(match: LiveMatch): Promise<void>;
  /** Takes a match off the lists and frees everybody who is bound to it. */
  remove(match: MatchId): Promise<void>;
  find(match: MatchId): Promise<LiveMatch | null>;
  list(): Promise<LiveMatch[]>;
  /**
   * Binds a player to a match, unless bound to another: then that one's id is the answer. Null when it worked.
   * @param how `seated`: the player sits there for sure, and is bound also while it is not known who else is in one
   */
  claim(player: PlayerId, match: MatchId, how?: { seated: boolean }): Promise<MatchId | null>;
  /** Frees a player who is bound to this match. */
  release(player: PlayerId, match: MatchId): Promise<void>;
  /** The match a player is bound to. */
  of(player: PlayerId): Promise<MatchId | null>;
}
