import { useCallback, useState } from 'react';
import { useSearch } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Choice } from '../components/Choice.tsx';
import { ParlorScene } from '../components/ParlorScene.tsx';
import { useChosenGame, useGames } from '../games/GamesContext.tsx';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { PlayButtons } from '../lobby/PlayButtons.tsx';
import { TOLD_GAMES } from '../session/deployed.ts';
import { useLoad } from '../session/useLoad.ts';
import { BoardRows } from './BoardRows.tsx';

const SHOWN = 50;
/** Of the choice between games, whose place is kept. */
const CHOICE_HEIGHT = '3.25rem';
const PARTS = [
  { value: 'best', text: 'The best' },
  { value: 'me', text: 'Around me' },
] as const;

/** The ranking of a game, which `?game=` may name: the best, or those around oneself. */
export function LeaderboardPage() {
  const { api, player } = useParlor();
  const [part, setPart] = useState<'best' | 'me'>('best');
  const known = useGames();
  const games = known ?? [];
  const [picked, pick] = useState<string | null>(null);
  const chosen = useChosenGame()?.name;
  const asked = new URLSearchParams(useSearch()).get('game');
  const named = games.some(({ name }) => name === asked) ? asked : null;
  const game = picked ?? named ?? chosen ?? null;
  const around = part === 'me' && player !== null;
  const load = useCallback(
    () => api.leaderboard(game ?? '', { limit: SHOWN, ...(around ? { around: 'me' as const } : {}) }),
    [api, game, around],
  );
  const board = useLoad(game === null ? null : load);
  const entries = board.value?.entries;
  const nobody = entries?.length === 0;
  // Around who has no place there is nobody, however many there are.
  const unplaced =
    part === 'me' && entries?.some((entry) => entry.player === player?.id) === false && (around || !nobody);
  usePageTitle('Ranking');
  return (
    <div className="sheet-page">
      <div className="row row--apart">
        <h1>Ranking</h1>
        {/* For everybody: who one is may come late, and then it moves nothing. */}
        <Choice label="Part of the ranking" options={PARTS} value={part} onChange={setPart} />
      </div>
      {known === null && TOLD_GAMES.length > 1 && (
        <div className="skeleton" style={{ height: CHOICE_HEIGHT }} aria-hidden="true" />
      )}
      {games.length > 1 && game !== null && (
        <Choice
          label="Game"
          options={games.map(({ name, title }) => ({ value: name, text: title }))}
          value={game}
          onChange={pick}
        />
      )}
      <p className="muted">
        Everybody starts low and climbs with every good match against other people; after a few, your place
        says how well you play.
      </p>
      {nobody && !around && <NobodyRanked game={game ?? ''} />}
      {!nobody && (
        <section className="card" aria-label="Players">
          <BoardRows board={board} me={player?.id ?? null} rows={10} />
        </section>
      )}
      {unplaced && (
        <p className="note">You have no place yet. One finished match with other people gives you one.</p>
      )}
    </div>
  );
}

function NobodyRanked({ game }: { game: string }) {
  const { ticket } = useParlor();
  return (
    <section className="card empty" aria-label="Players">
      <ParlorScene className="empty__picture" />
      <p>Nobody has a place yet. Finish a match with other people and the first one is yours.</p>
      {!ticket && (
        <form className="play" onSubmit={(event) => event.preventDefault()}>
          <PlayButtons game={game} />
        </form>
      )}
    </section>
  );
}
