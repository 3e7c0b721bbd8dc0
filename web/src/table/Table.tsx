import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { Waiting } from '../components/Waiting.tsx';
import { WithGame } from '../games/WithGame.tsx';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { useAwake } from '../session/useAwake.ts';
import { useTableSounds } from '../sound/useTableSounds.ts';
import { Line } from './Line.tsx';
import { useTableKeys } from './useTableKeys.ts';

const WAITING = <Waiting>Taking a seat…</Waiting>;

/** A table, live, for who plays and who watches, as its game shows it. */
export function Table({ match }: { match: MatchConnection }) {
  usePageTitle(titleOf(match));
  useTableKeys();
  useTableSounds(match);
  const { state } = match;
  useAwake(match.role === 'player' && state?.phase !== 'finished');
  if (!state) return WAITING;
  return (
    <Line match={match}>
      <WithGame game={match.game} meanwhile={WAITING}>
        {({ Table: Shown }) => <Shown match={match} state={state} />}
      </WithGame>
    </Line>
  );
}

/** For a tab that is not looked at: it must be seen there that the table is ready. */
function titleOf({ role, state }: MatchConnection): string {
  if (role === 'spectator') return 'Watching';
  return state?.phase === 'waiting' || state?.phase === 'countdown' ? 'Your table is ready' : 'At the table';
}
