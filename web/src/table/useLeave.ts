import { useLocation } from 'wouter';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useSay } from '../session/NoticesContext.ts';
import { places } from '../session/places.ts';
import { leavingMatch } from './leavingMatch.ts';

/**
 * Leaves a match for good, goes to the lobby, and says there what came of it; one who watched is told nothing.
 * @returns the function to do it; it throws ParlorError
 */
export function useLeave(): (match: MatchConnection) => Promise<void> {
  const parlor = useParlor();
  const say = useSay();
  const [, navigate] = useLocation();
  return async (match) => {
    const me = match.role === 'player' ? parlor.player?.id : undefined;
    const leaving = me === undefined ? null : leavingMatch(match, me);
    await match.leave();
    navigate(places.home);
    if (!leaving) return;
    const { told: text, link } = leaving;
    say(link === null ? { text } : { text, link: { to: places.match(match.id), text: link } });
  };
}
