import type { PartyView } from '../../../client/Parties.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useGame } from '../games/GamesContext.tsx';
import { usePlay } from '../lobby/usePlay.ts';
import { PartyReady, readiness } from '../party/PartyReady.tsx';
import { useAttempt } from '../session/useAttempt.ts';
import { amongThemselves } from './amongThemselves.ts';
import { RematchButton } from './RematchButton.tsx';
import type { ResultRow } from './resultView.ts';
import { useRematchKey } from './useRematchKey.ts';

interface Props {
  party: PartyView;
  rows: readonly ResultRow[];
  /** Of the match that is over, by its name. */
  game: string;
}

/** Another round for a party: its leader starts it, the others say that they are ready. */
export function PartyRematch(props: Props) {
  const { party } = props;
  const me = useParlor().player?.id;
  if (party.leader !== me) {
    return (
      <div className="card play">
        <PartyReady party={party} />
      </div>
    );
  }
  return <LeaderRematch {...props} />;
}

/** The same kind of table again: of the party alone, or with others. In one key: R. */
function LeaderRematch({ party, rows, game }: Props) {
  const { parties } = useParlor();
  const play = usePlay();
  const [attempt, running] = useAttempt();
  const people = party.members.length;
  const { min } = useGame(game)?.seats ?? { min: 3 };
  const bots = people < min || rows.some((row) => row.bot);
  const off = running || party.members.some(({ ready }) => !ready);
  const alone = amongThemselves(party, rows);
  const start = () =>
    attempt(async () => {
      if (party.game !== game) await parties.setGame(game);
      await parties.start(bots);
    });
  const queue = () => attempt(() => play({ bots, game }));
  const again = alone ? start : queue;
  useRematchKey(off ? null : again);

  return (
    <div className="stack">
      <div className="play__buttons">
        <RematchButton first off={off} press={again}>
          {alone ? `Again with us ${people}${bots ? ' and bots' : ''}` : 'Play again with your party'}
        </RematchButton>
        <RematchButton off={off} press={alone ? () => attempt(() => play({ bots: false, game })) : start}>
          {alone ? 'Find others to play with' : `A table for us ${people}${bots ? ' and bots' : ''}`}
        </RematchButton>
      </div>
      <p className="muted small" role="status">
        {readiness(party)}
      </p>
    </div>
  );
}
