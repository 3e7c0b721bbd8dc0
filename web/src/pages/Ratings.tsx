import { Link } from 'wouter';
import type { RatingView } from '../../../client/Api.ts';
import { useTitles } from '../games/GamesContext.tsx';
import { ordinal } from '../result/resultView.ts';
import { TOLD_GAMES } from '../session/deployed.ts';
import { places } from '../session/places.ts';

interface Props {
  /** By game; null while they are not known. */
  ratings: Record<string, RatingView> | null;
  me: boolean;
}

/** How well somebody plays each game of this server. There is a row for each, rated or not: nothing moves. */
export function Ratings({ ratings, me }: Props) {
  const games = [...new Set([...TOLD_GAMES, ...Object.keys(ratings ?? {})])];
  return (
    <section className="card stack" aria-labelledby="ratings-title">
      <h2 id="ratings-title">Ratings</h2>
      <ul className="ratings">
        {games.map((game) => (
          <Row key={game} game={game} rating={ratings && (ratings[game] ?? 'none')} />
        ))}
      </ul>
      {me && (
        <p className="muted small">
          Matches with people you did not come with count: everybody starts low, and climbs.
        </p>
      )}
    </section>
  );
}

function Row({ game, rating }: { game: string; rating: RatingView | 'none' | null }) {
  const title = useTitles()(game);
  return (
    <li className="ratings__row">
      <Link href={places.leaderboardOf(game)} className="ratings__game">
        {title}
      </Link>
      {rating === 'none' && <span className="ratings__none muted small">no rating yet</span>}
      {rating && rating !== 'none' && (
        <>
          <span className="ratings__about muted small numbers">
            {rating.rank !== null && `${ordinal(rating.rank)} · `}
            {rating.played === 1 ? '1 match' : `${rating.played} matches`}
          </span>
          {rating.provisional && <span className="badge">new</span>}
          <b className="ratings__score numbers">
            <span className="visually-hidden">rating </span>
            {rating.rating}
          </b>
        </>
      )}
    </li>
  );
}
