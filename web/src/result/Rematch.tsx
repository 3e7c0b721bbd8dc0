import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { usePlay } from '../lobby/usePlay.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { PartyRematch } from './PartyRematch.tsx';
import { RematchButton } from './RematchButton.tsx';
import type { ResultRow } from './resultView.ts';
import { useRematchKey } from './useRematchKey.ts';

/** Another round after the table of `rows`: alone, or with one's party. */
export function Rematch({ rows, game }: { rows: readonly ResultRow[]; game: string }) {
  const party = useParlor().parties.current;
  if (party && party.members.length > 1) return <PartyRematch party={party} rows={rows} game={game} />;
  return <OwnRematch bots={rows.some((row) => row.bot)} game={game} />;
}

/** Another round with the same settings, in one key: R. `bots`: they sat at the last table. */
function OwnRematch({ bots, game }: { bots: boolean; game: string }) {
  const play = usePlay();
  const [attempt, busy] = useAttempt();
  const again = () => attempt(() => play({ bots, game }));
  useRematchKey(busy ? null : again);

  return (
    <div className="play__buttons">
      <RematchButton first off={busy} press={again}>
        {bots ? 'Play again with bots' : 'Play again'}
      </RematchButton>
      <RematchButton off={busy} press={() => attempt(() => play({ bots: !bots, game }))}>
        {bots ? 'Find people to play with' : 'Play with bots'}
      </RematchButton>
    </div>
  );
}
