import type { PlayerOf, TablePlayer } from '../../src/games/game.ts';
import type { LivePace, LiveState } from '../../src/games/liveGame.ts';

export type { LiveState };

/** A player of this state. */
export type LivePlayer<S extends LiveState> = PlayerOf<S> & TablePlayer;

/**
 * What a client must know of a live game to play it: its pace, what moves, and how one moves. All of it comes from
 * files that the game shares with the page.
 */
export interface LiveShape<S extends LiveState, I extends object, B extends object>
  extends Pick<LivePace<I>, 'input' | 'commandSteps' | 'patchSteps' | 'view'> {
  stepMs: number;
  /**
   * A player's fields that go from one value to the next: null, or the length of a whole turn where it is an angle,
   * which goes the shorter way.
   */
  smooth: { readonly [field in keyof LivePlayer<S>]?: number | null };
  /** Who is farther away from one patch to the next was put there, and is not drawn on a way. */
  jump: number;
  /**
   * What commands change of a player, as the state has it. What the state does not say is as it was foretold (`known`),
   * or, where nothing was, as at the start.
   */
  body(player: LivePlayer<S>, known: Readonly<B> | null): B;
  /** What a command does to a body: the very lines by which the server moves it. */
  command(body: B, input: I): void;
}
