import type { LobbyMatch } from '../../../client/Lobby.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { LiveTable } from '../hall/LiveTable.tsx';
import { mayLook } from '../hall/livePicture.ts';
import { useOnScreen } from '../lib/useOnScreen.ts';

/** How often a table is looked at: seldomer than one behind a door, as there are more of them. */
const EVERY_MS = 4000;

/**
 * A table that one may watch, from afar.
 * @param lives whether it is looked at, while it is seen and not too many are here
 */
export function TablePicture({ match, lives }: { match: LobbyMatch; lives: boolean }) {
  const [picture, seen] = useOnScreen<HTMLDivElement>();
  const { lobby } = useParlor();
  return (
    <div className="tables__picture" ref={picture} aria-hidden="true">
      <LiveTable match={match} seen={lives && seen && mayLook(lobby)} everyMs={EVERY_MS} />
    </div>
  );
}
