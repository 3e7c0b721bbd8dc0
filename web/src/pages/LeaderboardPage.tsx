import { useCallback, useState } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Choice } from '../components/Choice.tsx';
import { GAME } from '../lib/game.ts';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { useLoad } from '../session/useLoad.ts';
import { BoardRows } from './BoardRows.tsx';

const SHOWN = 50;
const PARTS = [
  { value: 'best', text: 'The best' },
  { value: 'me', text: 'Around me' },
] as const;

/** The ranking: the best, or those around oneself. */
export function LeaderboardPage() {
  const { api, player } = useParlor();
  const [part, setPart] = useState<'best' | 'me'>('best');
  const around = part === 'me' && player !== null;
  const load = useCallback(
    () => api.leaderboard(GAME, { limit: SHOWN, ...(around ? { around: 'me' as const } : {}) }),
    [api, around],
  );
  const board = useLoad(load);
  const placed = board.value?.entries.some((entry) => entry.player === player?.id) ?? true;
  usePageTitle('Ranking');
  return (
    <div className="sheet-page">
      <div className="row row--apart">
        <h1>Ranking</h1>
        {player && <Choice label="Part of the ranking" options={PARTS} value={part} onChange={setPart} />}
      </div>
      <p className="muted">
        Everybody starts low and climbs with every good match against other people; after a few, your place
        says how well you play.
      </p>
      <section className="card" aria-label="Players">
        <BoardRows board={board} me={player?.id ?? null} rows={10} />
      </section>
      {around && !placed && (
        <p className="note">You have no place yet. One finished match with other people gives you one.</p>
      )}
    </div>
  );
}
