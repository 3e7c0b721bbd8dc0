import type { CSSProperties } from 'react';
import { PlayerName } from '../components/PlayerName.tsx';
import { clock } from '../lib/duration.ts';
import type { Point } from './arcs.ts';
import { Gauge } from './Gauge.tsx';
import { CRITICAL_POINTS, LOW_POINTS } from './points.ts';
import type { RelayPlayerView } from './relayView.ts';
import type { Gain } from './useGains.ts';

interface Props {
  player: RelayPlayerView;
  point: Point;
  me: boolean;
  /** The viewer feeds this player. */
  fed: boolean;
  /** The match has begun: points count. */
  started: boolean;
  gain: Gain | undefined;
}

/** One player of the ring: points, name, and what there is to know now. */
export function Seat({ player, point, me, fed, started, gain }: Props) {
  const away = !player.connected && !player.bot && !player.left;
  const active = player.active || !started;
  const classes = [
    'seat',
    me && 'seat--me',
    !active && 'seat--out',
    active && started && player.points < CRITICAL_POINTS && 'seat--critical',
    active && started && player.points >= CRITICAL_POINTS && player.points < LOW_POINTS && 'seat--low',
  ];
  const style = { '--x': point.x, '--y': point.y } as CSSProperties;
  return (
    <li className={classes.filter(Boolean).join(' ')} style={style}>
      <Gauge points={player.points} text={!started ? '' : active ? String(player.points) : 'out'} />
      {gain && (
        <span
          key={gain.key}
          className={`seat__gain ${gain.amount < 0 ? 'seat__gain--loss' : ''}`}
          aria-hidden="true"
        >
          {gain.amount > 0 ? `+${gain.amount}` : `−${-gain.amount}`}
        </span>
      )}
      <span className="seat__name">
        <PlayerName name={me ? 'You' : player.name} bot={player.bot} />
      </span>
      <span className={`seat__note ${away ? 'seat__note--away' : ''}`}>
        {note(player, { away, me, fed, active })}
      </span>
    </li>
  );
}

function note(
  player: RelayPlayerView,
  { away, me, fed, active }: { away: boolean; me: boolean; fed: boolean; active: boolean },
): string {
  if (player.left) return 'left';
  if (away) return `away ${clock(player.grace)}`;
  if (!active) return `passed ${player.passed}`;
  if (fed) return 'you feed';
  return me ? `passed ${player.passed}` : '';
}
