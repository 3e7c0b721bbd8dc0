import type { Player } from '../swarm/Player.ts';

/** Plays on from where a join ended, until `player.signal` ends it. Sets `player.playing` while the load is there. */
export type Play = () => Promise<void>;

/** What players do. A scenario is one file and a line in `scenarios.ts`. */
export interface Scenario {
  /** In one line, for the help. */
  readonly text: string;
  /** Players get an account first, which is not measured. */
  readonly signsIn: boolean;
  /** So many players hear the same at the same time: how the floor sends. */
  readonly group: number;
  /** The room that is joined when `--room` does not say. */
  readonly room: string;
  /** Gets a player into its first room: this is the join that is measured. @throws Error when it cannot */
  join(player: Player, room: string): Promise<Play>;
}
