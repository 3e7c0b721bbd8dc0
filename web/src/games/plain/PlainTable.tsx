import type { MatchConnection } from '../../../../client/MatchConnection.ts';
import { useParlor } from '../../../../client/react/ParlorProvider.ts';
import { clock } from '../../lib/duration.ts';
import { hasNoConnection } from '../../session/hasNoConnection.ts';
import { useServerNow } from '../../session/useServerNow.ts';
import { ConnectionLost } from '../../table/ConnectionLost.tsx';
import { Standing } from '../../table/Standing.tsx';
import { TableChat } from '../../table/TableChat.tsx';
import { TableFoot } from '../../table/TableFoot.tsx';
import type { TableProps } from '../GamePage.ts';
import { useGame, useTitles } from '../GamesContext.tsx';
import { ActionForms } from './ActionForms.tsx';
import { LatestEvent } from './LatestEvent.tsx';
import { leavingPlain } from './leavingPlain.ts';
import { PlainState } from './PlainState.tsx';
import { PlainSteering } from './PlainSteering.tsx';
import { type PlainView, plainView } from './plainView.ts';

/**
 * The table of a game that this page has no picture of: its state to read, its actions as forms, or what one steers
 * with.
 */
export function PlainTable({ match, state }: TableProps) {
  const player = useParlor().player?.id ?? null;
  const me = match.role === 'player' ? player : null;
  const game = useGame(match.game);
  const title = useTitles()(match.game);
  const view = plainView(state, game?.words);
  const plays = view.phase === 'playing' && me !== null && state.players[me]?.left === false;
  return (
    <div className="sheet-page">
      <h1>{me === null ? `Watching a table of ${title}` : `A table of ${title}`}</h1>
      <section className="card stack table__main" aria-label="The table">
        <Situation match={match} view={view} graceMs={state.players[me ?? '']?.grace ?? null} />
        <PlainState view={view} me={me} />
        {view.phase === 'playing' && <LatestEvent feed={match} players={view.players} />}
        {plays && game && !game.live && (
          <ActionForms match={match} schema={game.action} players={view.players} />
        )}
        {plays && game?.live && <PlainSteering match={match} live={game.live} me={me} />}
        {plays && game?.live && match.status === 'polling' && (
          <p role="status">No live channel: {title} cannot be played over this connection.</p>
        )}
      </section>
      <TableChat match={match} />
      <TableFoot match={match} spectators={view.spectators} leaving={leavingPlain(state, me ?? '')} />
    </div>
  );
}

interface SituationProps {
  match: MatchConnection;
  view: PlainView;
  graceMs: number | null;
}

/** How far the match is, and the time until it goes on by itself; or that the table cannot be reached. */
function Situation({ match, view, graceMs }: SituationProps) {
  const { phase, deadline, players } = view;
  const now = useServerNow(deadline > 0 ? 250 : 0);
  if (hasNoConnection(match.status)) return <ConnectionLost graceMs={graceMs} />;
  if (match.standing) return <Standing />;
  const left = deadline > 0 ? Math.max(0, deadline - now) : null;
  const here = players.filter(({ note }) => note === null).length;
  return (
    <div className="row row--apart">
      <p role="status">{PHASES[phase](here, players.length)}</p>
      {left !== null && phase !== 'finished' && (
        <p role="timer" aria-live="off" aria-label="Time left" className="numbers strong">
          {clock(left)}
        </p>
      )}
    </div>
  );
}

const PHASES: Record<PlainView['phase'], (here: number, of: number) => string> = {
  waiting: (here, of) => `Waiting for the others: ${here} of ${of} are here.`,
  countdown: () => 'The match begins in a moment.',
  playing: () => 'The match is being played.',
  finished: () => 'The match is over. Its result comes at once.',
};
