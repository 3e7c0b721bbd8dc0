import { useCallback } from 'react';
import { Link } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useChosenGame, useManyGames } from '../games/GamesContext.tsx';
import { places } from '../session/places.ts';
import { useLoad } from '../session/useLoad.ts';
import { BoardRows } from './BoardRows.tsx';

const SHOWN = 5;

/** The first of the ranking, for the lobby. */
export function LeaderboardTeaser() {
  const { api, player } = useParlor();
  const game = useChosenGame();
  const many = useManyGames();
  const name = game?.name;
  const load = useCallback(() => api.leaderboard(name ?? '', { limit: SHOWN }), [api, name]);
  const board = useLoad(name === undefined ? null : load);
  return (
    <section className="card stack" aria-labelledby="best-title">
      <div className="row row--apart">
        <h2 id="best-title">{many && game ? `Best at ${game.title}` : 'Best players'}</h2>
        <Link href={places.leaderboard} className="card__more small">
          Whole ranking
        </Link>
      </div>
      <BoardRows board={board} me={player?.id ?? null} rows={SHOWN} />
    </section>
  );
}
