import type { GameView, StateMaker, TableState } from '../games/game.ts';
import { plain } from './canonical.ts';

/** The state as one player may see it, or with `null` as everybody may: what other players alone see is left out. */
export function visibleState<S extends TableState>(
  maker: Pick<StateMaker<S>, 'ownerFields'>,
  state: S,
  viewer: string | null,
): GameView<S> {
  const all = plain(state) as { players: Record<string, Record<string, unknown>> };
  for (const [id, player] of Object.entries(all.players)) {
    if (id === viewer) continue;
    for (const field of maker.ownerFields) delete player[field];
  }
  return all as unknown as GameView<S>;
}
