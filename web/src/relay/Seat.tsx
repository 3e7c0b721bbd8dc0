import type { CSSProperties } from 'react';
import { Icon } from '../components/Icon.tsx';
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
  playing: boolean;
  gain: Gain | undefined;
}

/** One player of the ring: points, name, and what there is to know now. */
export function Seat({ player, point, me, fed, playing, gain }: Props) {
  const away = !player.connected && !player.bot && !player.left;
  const active = player.active || !playing;
  const classes = [
    'seat',
    me && 'seat--me',
    !active && 'seat--out',
    active && playing && player.points < CRITICAL_POINTS && 'seat--critical',
    active && playing && player.points >= CRITICAL_POINTS && player.points < LOW_POINTS && 'seat--low',
  ];
  const style = { '--x': point.x, '--y': point.y } as CSSProperties;
  return (
    <li className={classes.filter(Boolean).join(' ')} style={style}>
      <Gauge points={player.points} active={active} />
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
        {player.bot && <Icon name="bot" label="bot" />}
        <span>{me ? 'You' : player.name}</span>
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
