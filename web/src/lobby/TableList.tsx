import { Link } from 'wouter';
import type { LobbyMatch } from '../../../client/Lobby.ts';
import { clock } from '../lib/duration.ts';
import { namesAtTable } from '../lib/names.ts';
import { useNow } from '../lib/useNow.ts';
import { places } from '../session/places.ts';

const MAX_SHOWN = 8;

/** The running matches that one may watch. */
export function TableList({ matches }: { matches: readonly LobbyMatch[] }) {
  const now = useNow(1000);
  if (matches.length === 0) return <p className="muted">No table is playing right now.</p>;
  return (
    <>
      <ul className="tables">
        {matches.slice(0, MAX_SHOWN).map((match) => (
          <li key={match.id} className="tables__row">
            <div>
              <p className="tables__names">{namesAtTable(match.names)}</p>
              <p className="muted small numbers">
                {match.phase === 'playing' ? `playing for ${clock(now - match.started_at)}` : match.phase}
                {match.spectators > 0 && `, ${match.spectators} watching`}
              </p>
            </div>
            <Link
              href={places.watch(match.id)}
              className="button"
              aria-label={`Watch ${namesAtTable(match.names)}`}
            >
              Watch
            </Link>
          </li>
        ))}
      </ul>
      {matches.length > MAX_SHOWN && (
        <p className="muted small">and {matches.length - MAX_SHOWN} more tables</p>
      )}
    </>
  );
}
