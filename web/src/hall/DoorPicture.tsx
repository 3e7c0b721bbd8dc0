import { Link } from 'wouter';
import type { LobbyMatch } from '../../../client/Lobby.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { later } from '../components/later.tsx';
import { Sentence } from '../components/Sentence.tsx';
import { namesAtTable } from '../lib/names.ts';
import { useIdle } from '../lib/useIdle.ts';
import { useOnScreen } from '../lib/useOnScreen.ts';
import { ATTRACTS } from '../session/deployed.ts';
import { places } from '../session/places.ts';
import { runningMatch } from '../session/runningMatch.ts';
import { LiveTable } from './LiveTable.tsx';
import { tableToShow } from './livePicture.ts';
import { StillTable } from './StillTable.tsx';

/** How often a table is looked at. */
const EVERY_MS = 2000;

const AttractTable = later(async () => (await import('../attract/AttractTable.tsx')).AttractTable, {
  ahead: false,
  meanwhile: ({ still }) => still,
});

/**
 * What goes on behind a game's door: a table of people while there is one, else bots, else a still. It moves only while
 * it is seen.
 */
export function DoorPicture({ game }: { game: string }) {
  const { lobby, match } = useParlor();
  const [picture, seen] = useOnScreen<HTMLDivElement>();
  const idle = useIdle();
  const shown = tableToShow(lobby, game, runningMatch(match)?.id);
  const still = <StillTable game={game} />;
  const waits = !idle || !ATTRACTS;
  return (
    <div className="door__picture" ref={picture}>
      {shown ? (
        <Live match={shown} seen={seen} />
      ) : waits ? (
        still
      ) : (
        <AttractTable {...{ game, seen, still }} />
      )}
    </div>
  );
}

/** A table of people, and the way to watch it. */
function Live({ match, seen }: { match: LobbyMatch; seen: boolean }) {
  return (
    <>
      <LiveTable match={match} seen={seen} everyMs={EVERY_MS} />
      <Link href={places.watch(match.id)} className="door__live">
        <span className="door__dot" aria-hidden="true" />
        Watch
        <span className="visually-hidden">
          {' '}
          <Sentence text={namesAtTable(match.names)} />
        </span>
      </Link>
    </>
  );
}
