import type { ViewOf } from '../gameView.ts';
import type { MatchConnection } from '../MatchConnection.ts';
import { useParlor } from './ParlorProvider.ts';
import { useMatchChanges } from './useMatchChanges.ts';

/**
 * The match one is in or watches and what is seen of it; the component is shown anew at each change. Both are null
 * before there is one, and `state` until it is known. With the type of a game, as in `useMatch<typeof relay>()`, both
 * have its types, on the caller's word that it is that game.
 * @param id only this match, whatever else one is in
 */
export function useMatch<G = unknown>(
  id?: string,
): { match: MatchConnection<G> | null; state: ViewOf<G> | null } {
  const current = useParlor().match as MatchConnection<G> | null;
  const match = id === undefined || current?.id === id ? current : null;
  useMatchChanges(match);
  return { match, state: match?.state ?? null };
}
