import { useLocation } from 'wouter';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { useSay } from '../session/NoticesContext.ts';
import { places } from '../session/places.ts';
import type { Leaving } from './leaving.ts';

/**
 * Leaves a match for good, goes to the lobby, and says there what came of it; one who watched is told nothing.
 * @returns the function to do it, which takes what it comes to, if that is known; it throws ParlorError
 */
export function useLeave(): (match: MatchConnection, leaving: Leaving | null) => Promise<void> {
  const say = useSay();
  const [, navigate] = useLocation();
  return async (match, leaving) => {
    await match.leave();
    navigate(places.home);
    if (match.role !== 'player' || !leaving) return;
    const { told: text, link } = leaving;
    say(link === null ? { text } : { text, link: { to: places.match(match.id), text: link } });
  };
}
