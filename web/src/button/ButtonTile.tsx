import { Link } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useButton } from '../../../client/react/useButton.ts';
import { UserText } from '../components/UserText.tsx';
import { Guest } from '../guests/Guest.tsx';
import { useCalm } from '../lib/useMedia.ts';
import { hasNoConnection } from '../session/hasNoConnection.ts';
import { places } from '../session/places.ts';
import { shownLeft } from './Countdown.ts';
import { litOf, PressRing } from './PressRing.tsx';
import { useCountdown } from './useCountdown.ts';

/** The button from afar, as it is just now; it leads there. */
export function ButtonTile() {
  const { player, status } = useParlor();
  const button = useButton();
  const state = player && button.state;
  const by = state?.by ?? null;
  return (
    <Link href={places.button} className="card press-tile">
      <TileRing state={state} stands={hasNoConnection(status)} />
      <span className="press-tile__text">
        <b className="press-tile__title">The button</b>
        <span className="press-tile__who small muted">
          {by ? (
            <>
              <UserText>{by.name}</UserText> pushed last
            </>
          ) : (
            'One for everybody. It runs down.'
          )}
        </span>
      </span>
      {by && (
        <span className="press-tile__guest">
          <Guest of={by} mood="glad" />
        </span>
      )}
    </Link>
  );
}

type Rounds = Parameters<typeof useCountdown>;

/** The part that changes with every tenth of a second. */
function TileRing({ state, stands }: { state: Rounds[0]; stands: boolean }) {
  const run = useCountdown(state, stands);
  const calm = useCalm();
  const phase = run?.phase ?? 'over';
  return (
    <span className={`press-tile__ring press--${phase}`} aria-hidden="true">
      <PressRing lit={litOf(run?.part ?? 0)} phase={phase} />
      <span className="press-tile__dome numbers">
        {run && phase !== 'over' ? shownLeft(run.tenths, calm || run.tenths > 99) : ''}
      </span>
    </span>
  );
}
