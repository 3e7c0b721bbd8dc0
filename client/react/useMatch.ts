import type { TableState } from '../../src/games/game.ts';
import { type GameView, viewOf } from '../gameView.ts';
import type { MatchConnection } from '../MatchConnection.ts';
import { useParlor } from './ParlorProvider.ts';
import { useMatchChanges } from './useMatchChanges.ts';

/**
 * The match one is in or watches and what is seen of it; the component is shown anew at each change. Both are null
 * before there is one, and `state` until it is known.
 * @param id only this match, whatever else one is in
 */
export function useMatch<S extends TableState = TableState>(
  id?: string,
): { match: MatchConnection | null; state: GameView<S> | null } {
  const current = useParlor().match;
  const match = id === undefined || current?.id === id ? current : null;
  useMatchChanges(match);
  return { match, state: match && viewOf<S>(match) };
}
