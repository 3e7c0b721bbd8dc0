import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { GAME } from '../lib/game.ts';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { RelayTable } from '../relay/RelayTable.tsx';
import { useAwake } from '../session/useAwake.ts';
import { PlainTable } from './PlainTable.tsx';
import { useTableKeys } from './useTableKeys.ts';

/** A table, live, for who plays and who watches: with its game's picture, or without one. */
export function Table({ match }: { match: MatchConnection }) {
  usePageTitle(titleOf(match));
  useTableKeys();
  useAwake(match.role === 'player' && match.state?.phase !== 'finished');
  if (!match.state) return <p className="muted">Taking a seat…</p>;
  return match.game === GAME ? (
    <RelayTable match={match} state={match.state} />
  ) : (
    <PlainTable match={match} state={match.state} />
  );
}

/** For a tab that is not looked at: it must be seen there that the table is ready. */
function titleOf({ role, state }: MatchConnection): string {
  if (role === 'spectator') return 'Watching';
  return state?.phase === 'waiting' || state?.phase === 'countdown' ? 'Your table is ready' : 'At the table';
}
