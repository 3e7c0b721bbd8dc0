import type { TableState } from '../games/game.ts';
import type { Names, NamesOf } from '../players/playerNames.ts';
import { faceOf } from '../protocol/face.ts';

/** Names at a table: everybody has name and face of their seat; who only watches has their own. */
export function tableNames(state: () => TableState, names: Pick<Names, 'of'>): Names {
  const of: NamesOf = async (players) => {
    const seated = players.flatMap((id) => {
      const player = state().players.get(id);
      return player ? [[id, { name: player.name, face: faceOf(id, player.face) }] as const] : [];
    });
    const others = players.filter((id) => state().players.get(id) === undefined);
    return new Map([...(others.length > 0 ? await names.of(others) : []), ...seated]);
  };
  return { of, recent: of };
}
