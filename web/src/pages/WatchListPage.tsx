import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { ParlorScene } from '../components/ParlorScene.tsx';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { Counts } from '../lobby/Counts.tsx';
import { PlayButtons } from '../lobby/PlayButtons.tsx';
import { TableList } from '../lobby/TableList.tsx';
import { useAttempt } from '../session/useAttempt.ts';
import { useEnter } from '../session/useEnter.ts';

const SHOWN = 100;

/** Every table that one may watch. */
export function WatchListPage() {
  const { player, lobby, ticket } = useParlor();
  const enter = useEnter();
  const [attempt, busy] = useAttempt();
  usePageTitle('Watch');
  return (
    <div className="sheet-page sheet-page--wide">
      <div className="row row--apart">
        <h1>Watch</h1>
        {player && <Counts lobby={lobby} />}
      </div>
      {player ? (
        <section aria-label="Tables playing now">
          <TableList matches={lobby.matches} limit={SHOWN} pictured none={<None waits={ticket !== null} />} />
        </section>
      ) : (
        <section className="card empty">
          <ParlorScene className="empty__picture" />
          <p>Have a look at the tables that play now. You take no seat, and need no account.</p>
          <button
            type="button"
            className="button button--primary button--large"
            aria-disabled={busy}
            onClick={() => !busy && attempt(() => enter())}
          >
            Come in and look
          </button>
        </section>
      )}
    </div>
  );
}

/** Where nobody plays. @param waits who looks stands in the queue already */
function None({ waits }: { waits: boolean }) {
  return (
    <div className="card empty">
      <ParlorScene className="empty__picture" />
      <p>No table is playing right now. Start one!</p>
      {!waits && (
        <form className="play" onSubmit={(event) => event.preventDefault()}>
          <PlayButtons />
        </form>
      )}
    </div>
  );
}
