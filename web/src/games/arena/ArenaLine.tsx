import type { MatchConnection } from '../../../../client/MatchConnection.ts';
import { hasNoConnection } from '../../session/hasNoConnection.ts';
import { ConnectionLost } from '../../table/ConnectionLost.tsx';
import { Standing } from '../../table/Standing.tsx';

interface Props {
  match: MatchConnection;
  /** For how long a seat that was lost is kept, ms; null where that is not known, or nobody plays. */
  graceMs: number | null;
}

/** Says why the arena stands still, in the middle of it: what moves comes over a socket alone. */
export function ArenaLine({ match, graceMs }: Props) {
  if (match.status === 'polling')
    return (
      <div className="arena__line">
        <NoChannel match={match} />
      </div>
    );
  const lost = hasNoConnection(match.status) || match.room === null;
  if (!lost && !match.standing) return null;
  return <div className="arena__line">{lost ? <ConnectionLost graceMs={graceMs} /> : <Standing />}</div>;
}

/** There is a connection, but none that an arena can be played over. */
export function NoChannel({ match }: Pick<Props, 'match'>) {
  return (
    <p className="table__event table__event--lost arena__no-channel" role="status">
      No live channel: the arena cannot be {match.role === 'player' ? 'played' : 'watched'} over this
      connection.
    </p>
  );
}
