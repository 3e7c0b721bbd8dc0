import { type ReactNode, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { LobbyMatch } from '../../../client/Lobby.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Sentence } from '../components/Sentence.tsx';
import { useManyGames, useTitles } from '../games/GamesContext.tsx';
import { Guest } from '../guests/Guest.tsx';
import { clock } from '../lib/duration.ts';
import { isBot, namesAtTable } from '../lib/names.ts';
import { places } from '../session/places.ts';
import { runningMatch } from '../session/runningMatch.ts';
import { useServerNow } from '../session/useServerNow.ts';
import { type SteadyRow, steadyRows } from './steadyRows.ts';
import { TablePicture } from './TablePicture.tsx';

/** So many pictures of a page live at most: each asks its table. */
const LIVING = 6;

interface Props {
  /** Null while they are not known. */
  matches: readonly LobbyMatch[] | null;
  limit: number;
  /** Whether each is a tile with a picture of its table; some of these live. */
  pictured?: boolean;
  /** What is shown where there is none; a sentence by default. */
  none?: ReactNode;
}

const NONE = <p className="muted">No table is playing right now. Start one!</p>;

/** The running matches that one may watch. Without a socket they are not known. */
export function TableList({ matches, limit, pictured = false, none = NONE }: Props) {
  const { status } = useParlor();
  if (matches) return <Rows {...{ matches, limit, pictured, none }} />;
  if (status !== 'polling') return <p className="muted">Looking who plays…</p>;
  return (
    <p className="muted">Your network does not let the list of tables through. You can play all the same.</p>
  );
}

/** At most `limit`. No row moves under the pointer or the keyboard. */
function Rows({ matches, limit, pictured, none }: Required<Props> & { matches: readonly LobbyMatch[] }) {
  const now = useServerNow(1000);
  const titleOf = useTitles();
  const many = useManyGames();
  const mine = runningMatch(useParlor().match)?.id;
  const [held, setHeld] = useState(false);
  const shown = useRef<SteadyRow<LobbyMatch>[]>([]);
  const rows = steadyRows(shown.current, matches, held, limit);
  shown.current = rows;
  if (rows.length === 0) return none;
  return (
    <>
      <ul
        className={`tables ${pictured ? 'tables--pictured' : ''}`}
        onPointerEnter={() => setHeld(true)}
        onPointerLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        {rows.map(({ value: match, over }, at) => (
          <li key={match.id} className={`tables__row ${over ? 'tables__row--over' : ''}`}>
            {pictured ? (
              <TablePicture match={match} lives={at < LIVING && !over && match.phase === 'playing'} />
            ) : (
              <span className="tables__faces" aria-hidden="true">
                {match.faces?.map((face, seat) => (
                  <Guest key={face} of={{ id: match.id, face }} bot={isBot(match.names[seat] ?? '')} />
                ))}
              </span>
            )}
            <div className="tables__text">
              <p className="tables__names">
                <Sentence text={namesAtTable(match.names)} />
              </p>
              <p className="muted small numbers">
                {many && `${titleOf(match.game)}, `}
                {over ? 'over' : state(match, now)}
              </p>
            </div>
            <WayIn match={match} over={over} mine={match.id === mine} />
          </li>
        ))}
      </ul>
      {matches.length > limit && (
        <p className="muted small">
          <Link href={places.watchList} className="card__more">
            All {matches.length} tables
          </Link>
        </p>
      )}
    </>
  );
}

function WayIn({ match: { id, names }, over, mine }: { match: LobbyMatch; over: boolean; mine: boolean }) {
  const [href, text] = over
    ? [places.match(id), 'Result']
    : mine
      ? [places.table(id), 'Rejoin']
      : [places.watch(id), 'Watch'];
  return (
    <Link href={href} className="button">
      {text}
      <span className="visually-hidden">
        : <Sentence text={namesAtTable(names)} />
      </span>
    </Link>
  );
}

function state({ phase, started_at, spectators }: LobbyMatch, now: number): string {
  const playing = phase === 'playing' ? `playing for ${clock(Math.max(0, now - started_at))}` : 'starting';
  return spectators > 0 ? `${playing}, ${spectators} watching` : playing;
}
