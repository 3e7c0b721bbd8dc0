import type { ArenaPlayer } from '../../../../src/games/arena/state.ts';

/** What the picture needs of a player, where they are to be seen now. */
export type Body = Pick<
  ArenaPlayer,
  | 'id'
  | 'name'
  | 'face'
  | 'seat'
  | 'bot'
  | 'left'
  | 'x'
  | 'y'
  | 'aim'
  | 'hp'
  | 'shield'
  | 'weapon'
  | 'ammo'
  | 'flags'
  | 'respawn'
  | 'hurt'
  | 'shots'
  | 'sx'
  | 'sy'
  | 'saim'
  | 'slag'
  | 'stick'
  | 'sgun'
  | 'score'
  | 'kills'
  | 'deaths'
>;

/**
 * All there is to be seen of a match in one frame. Who it comes from (a server, a match in this page, a replay) does
 * not matter.
 */
export interface Moment {
  /** Steps since the start, with a fraction. */
  tick: number;
  /** Whose screen it is; null for who watches. */
  me: string | null;
  bodies: readonly Body[];
  pads: readonly number[];
  core: number;
  /** 0 to 1: how far one's own dash is from being ready again. */
  dash: number;
  /** Numbers of one's own shots that were shown too soon and are none. */
  withdrawn?: readonly number[];
}

/** A kill, as the game tells it. */
export interface KillTold {
  by: string;
  player: string;
  points: number;
  bounty: boolean;
}

/** A kill as it is listed. */
export interface ShownKill extends KillTold {
  /** Counted since the picture began: none has another's. */
  number: number;
  /** When it was told. */
  tick: number;
}

/** What stands around the picture, as it is now. */
export interface Around {
  moment: Moment;
  kills: readonly ShownKill[];
  /** Sounds in words, where one wants them. */
  captions: readonly string[];
}
