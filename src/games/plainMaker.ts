import type { StateMaker, TablePlayer, TableState } from './game.ts';

/**
 * Makes a game's state as plain objects, for replays and tests: every table's fields and those that the game adds.
 * What it is given is only copied from, objects in it, too.
 * @param table the game's own fields of the table, as they are at first
 * @param player the game's own fields of a player, as they are at first
 */
export function plainMaker<T extends Fields<T>, P extends Fields<P>>(
  table: T,
  player: P,
): StateMaker<TableState<TablePlayer & P> & T> {
  return {
    state: () => ({
      phase: 'waiting',
      version: 0,
      deadline: 0,
      spectators: 0,
      players: new Map<string, TablePlayer & P>(),
      ...structuredClone(table),
    }),
    player: (() => ({
      id: '',
      name: '',
      seat: 0,
      bot: false,
      left: false,
      connected: false,
      grace: 0,
      ...structuredClone(player),
    })) as StateMaker<TableState<TablePlayer & P> & T>['player'],
    restore: (json) => {
      const state = structuredClone(json) as T & TableState & { players: Record<string, TablePlayer & P> };
      return { ...state, players: new Map(Object.entries(state.players)) };
    },
  };
}

/** Plain data: a game's state is written down as JSON and read back. */
type Fields<F> = { [field in keyof F]: string | number | boolean | Fields<F[field]> };
