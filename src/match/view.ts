import type { Game, TableState } from '../games/game.ts';
import { plain } from './canonical.ts';

/** The state as one player may see it, or with `null` as everybody may: other players' private fields are left out. */
export function visibleState(
  game: Pick<Game, 'privateFields'>,
  state: TableState,
  viewer: string | null,
): unknown {
  const all = plain(state) as { players: Record<string, Record<string, unknown>> };
  for (const [id, player] of Object.entries(all.players)) {
    if (id === viewer) continue;
    for (const field of game.privateFields) delete player[field];
  }
  return all;
}
