import { Link } from 'wouter';
import type { LeaderboardView } from '../../../client/Api.ts';
import { UserText } from '../components/UserText.tsx';
import { Guest } from '../guests/Guest.tsx';
import { places } from '../session/places.ts';
import type { Loaded } from '../session/useLoad.ts';
import { LoadFailed } from './LoadFailed.tsx';

interface Props {
  board: Loaded<LeaderboardView>;
  me: string | null;
  /** So many are expected: room is kept for them. */
  rows: number;
}

/** Rows of the ranking: place, name, rating. */
export function BoardRows({ board, me, rows }: Props) {
  if (board.message !== null) return <LoadFailed message={board.message} again={board.again} />;
  if (!board.value)
    return <div className="skeleton" style={{ height: `${rows * 3}rem` }} aria-hidden="true" />;
  const { entries } = board.value;
  if (entries.length === 0)
    return (
      <p className="muted">
        Nobody has a place yet. Finish a match with other people and the first one is yours.
      </p>
    );
  return (
    <ol className="board">
      {entries.map(({ rank, player, name, face, rating }) => (
        <li key={player} className={`board__row ${player === me ? 'board__row--me' : ''}`}>
          <span className={`board__rank numbers ${rank <= 3 ? 'board__rank--top' : ''}`}>{rank}</span>
          <Link href={player === me ? places.me : places.player(player)} className="board__name">
            <Guest of={{ id: player, face }} mood={rank === 1 ? 'proud' : 'calm'} />
            <UserText>{name}</UserText>
            {player === me && <span className="badge badge--you">you</span>}
          </Link>
          {rating.provisional && <span className="badge">new</span>}
          <b className="board__score numbers">
            <span className="visually-hidden">rating </span>
            {rating.rating}
          </b>
        </li>
      ))}
    </ol>
  );
}
