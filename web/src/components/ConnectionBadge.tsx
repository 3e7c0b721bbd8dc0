import type { ConnectionStatus } from '../../../client/status.ts';

const SHOWN: Record<ConnectionStatus, { bars: number; text: string; long: string }> = {
  live: { bars: 3, text: 'Live', long: 'Connected' },
  unstable: { bars: 2, text: 'Unstable', long: 'The connection is unstable' },
  polling: { bars: 2, text: 'Basic', long: 'Connected without a live channel: things come a little later' },
  reconnecting: { bars: 1, text: 'Reconnecting', long: 'The connection is lost, reconnecting' },
  offline: { bars: 0, text: 'Offline', long: 'Not connected' },
  elsewhere: { bars: 0, text: 'Paused', long: 'Paused: Parlor is open in too many other tabs' },
};

/** Round trips up to these, ms, have three bars and two. */
const [GOOD_MS, FAIR_MS] = [150, 350];

/** How well one is connected, with the round trip in ms when it is known. */
export function ConnectionBadge({ status, ping }: { status: ConnectionStatus; ping: number | null }) {
  const { text, long } = SHOWN[status];
  const bars = status === 'live' && ping !== null ? barsFor(ping) : SHOWN[status].bars;
  return (
    <div className={`connection connection--${status} numbers`} title={long}>
      <span className="connection__text" aria-hidden="true">
        {status === 'live' && ping !== null ? `${Math.round(ping)} ms` : text}
      </span>
      <span className="visually-hidden" role="status">
        {long}
      </span>
      <span className="connection__bars" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <span key={bar} className={`connection__bar ${bar <= bars ? 'connection__bar--on' : ''}`} />
        ))}
      </span>
    </div>
  );
}

function barsFor(ping: number): number {
  if (ping <= GOOD_MS) return 3;
  return ping <= FAIR_MS ? 2 : 1;
}
