import type { CSSProperties } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { UserText } from '../../components/UserText.tsx';
import { Guest } from '../../guests/Guest.tsx';
import { withoutMark } from '../../lib/names.ts';
import type { Point } from './arcs.ts';
import { Gauge } from './Gauge.tsx';
import { CRITICAL_POINTS, DANGER_SECONDS, drainOf, LOW_POINTS, secondsLeft } from './points.ts';
import type { RelayPlayerView, RelayView } from './relayView.ts';
import { seatMood } from './seatMood.ts';
import { seatNote } from './seatNote.ts';
import { useBriefly } from './useBriefly.ts';
import type { Gain } from './useGains.ts';

interface Props {
  player: RelayPlayerView;
  /** In percent of the ring's box. */
  place: Point;
  /** Whose table it is; with `own` that is the reader. */
  me: boolean;
  own: boolean;
  /** The one whose table it is feeds this player. */
  fed: boolean;
  /** Nobody passed on more. */
  leads: boolean;
  phase: RelayView['phase'];
  /** Points that go per second. */
  decay: number;
  /** When the server last took some, by `performance.now()`. */
  since: number;
  gain: Gain | undefined;
}

/** One player of the ring: points, name, and what there is to know now. */
export function Seat({ player, place, me, own, fed, leads, phase, decay, since, gain }: Props) {
  const started = phase === 'playing' || phase === 'finished';
  const away = !player.connected && !player.bot && !player.left;
  const active = player.active || !started;
  const counts = active && phase === 'playing';
  const critical = counts && player.points < CRITICAL_POINTS;
  const cold = counts && player.cold;
  const drain = drainOf(player, decay);
  const fedNow = useBriefly(gain && gain.amount > 0 ? gain.key : null);
  const mood = seatMood({ started, active, away, critical, fedNow, first: phase === 'finished' && leads });
  const classes = [
    'seat',
    me && 'seat--me',
    !active && 'seat--out',
    away && 'seat--away',
    cold && 'seat--cold',
    critical && 'seat--critical',
    counts && !critical && player.points < LOW_POINTS && 'seat--low',
  ];
  const style = { '--x': place.x, '--y': place.y } as CSSProperties;
  const left = critical ? secondsLeft(player.points, drain) : null;
  const soon = left !== null && left <= DANGER_SECONDS ? left : null;
  return (
    <li className={classes.filter(Boolean).join(' ')} style={style}>
      <Gauge
        points={player.points}
        drain={counts ? drain : 0}
        since={since}
        text={!started ? '' : active ? String(player.points) : 'out'}
      >
        <Guest of={player} bot={player.bot} mood={mood} lively />
      </Gauge>
      {cold && (
        <span className="seat__cold">
          <Icon name="cold" label="cold" />
        </span>
      )}
      {leads && (
        <span className="seat__leads">
          <Icon name="leads" label="leads" />
        </span>
      )}
      {gain && (
        <span
          key={gain.key}
          className={`seat__gain ${gain.amount < 0 ? 'seat__gain--loss' : ''}`}
          aria-hidden="true"
        >
          {gain.amount > 0 ? `+${gain.amount}` : `−${-gain.amount}`}
        </span>
      )}
      <span className="seat__plate">
        <span className="seat__name">
          <UserText>{me && own ? 'You' : withoutMark(player.name)}</UserText>
        </span>
        <span className={`seat__note ${away || soon !== null ? 'seat__note--away' : ''}`}>
          {seatNote(player, { away, soon, fed, own, active, cold: cold ? drain : null, started })}
        </span>
      </span>
    </li>
  );
}
