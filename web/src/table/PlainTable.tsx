import type { MatchConnection } from '../../../client/MatchConnection.ts';
import type { MatchView } from '../../../client/matchView.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { PlayerName } from '../components/PlayerName.tsx';
import { GAME, spoken } from '../lib/game.ts';
import { ConnectionLost } from '../relay/ConnectionLost.tsx';
import { SeatMark } from '../relay/SeatMark.tsx';
import { Standing } from '../relay/Standing.tsx';
import { useServerNow } from '../session/useServerNow.ts';
import { leavingMatch } from './leavingMatch.ts';
import { type PlainView, plainView } from './plainView.ts';
import { TableChat } from './TableChat.tsx';
import { TableFoot } from './TableFoot.tsx';

/** The table of a game that this page has no picture of: who plays, how it stands, and what is said. */
export function PlainTable({ match, state }: { match: MatchConnection; state: MatchView }) {
  const me = useParlor().player?.id ?? null;
  const view = plainView(state);
  const game = spoken(match.game);
  const lost = match.status === 'reconnecting' || match.status === 'offline';
  return (
    <div className="sheet-page">
      <h1>{match.role === 'spectator' ? `Watching a table of ${game}` : `A table of ${game}`}</h1>
      <section className="card stack" aria-label="The table">
        {lost ? (
          <ConnectionLost graceMs={state.players[me ?? '']?.grace ?? null} />
        ) : match.standing ? (
          <Standing />
        ) : (
          <p role="status">
            <Phase view={view} />
          </p>
        )}
        <table className="standings">
          <thead>
            <tr>
              <th scope="col">Player</th>
              {view.fields.map((field) => (
                <th key={field} scope="col" className="is-number">
                  {spoken(field)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.players.map(({ id, name, seat, bot, note, figures }) => (
              <tr key={id} className={id === me ? 'is-me' : note === 'left' ? 'is-out' : undefined}>
                <td>
                  <span className="standings__name">
                    <SeatMark seat={seat} />
                    <PlayerName name={name} bot={bot} />
                    {id === me && <span>(you)</span>}
                    {note && <span className="muted small">{note}</span>}
                  </span>
                </td>
                {figures.map((figure, i) => (
                  <td key={view.fields[i]} className="is-number">
                    {figure ?? '–'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <p className="muted small">
          {game} has no picture here yet: this page shows {spoken(GAME)} alone.
          {match.role === 'player' && ' You keep your seat, but have to play it with a program.'}
        </p>
      </section>
      <TableChat match={match} />
      <TableFoot
        match={match}
        spectators={view.spectators}
        cost={leavingMatch(match, me ?? '')?.asked ?? ''}
      />
    </div>
  );
}

function Phase({ view: { phase, deadline, players } }: { view: PlainView }) {
  const now = useServerNow(phase === 'countdown' ? 250 : 0);
  switch (phase) {
    case 'waiting': {
      const here = players.filter(({ note }) => note === null).length;
      return `Waiting for the others: ${here} of ${players.length} are here.`;
    }
    case 'countdown':
      return `The match begins in ${Math.max(1, Math.ceil((deadline - now) / 1000))} s.`;
    case 'playing':
      return 'The match is being played.';
    default:
      return 'The match is over. Its result comes at once.';
  }
}
