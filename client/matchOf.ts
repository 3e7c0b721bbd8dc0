import type { MatchConnection } from './MatchConnection.ts';

/**
 * The same match with the types of its game, so that `act` takes what the game takes; null when it is of another game.
 * @param game the name of `G`, as in `matchOf<typeof relay>(match, 'relay')`
 */
export function matchOf<G>(match: MatchConnection | null, game: string): MatchConnection<G> | null {
  return match?.game === game ? (match as MatchConnection<unknown> as MatchConnection<G>) : null;
}
