import type { CSSProperties } from 'react';
import {
  AWAY,
  CORE_COMING,
  CORE_HELD,
  CORE_LIES,
  LEADING,
} from '../../../../src/games/arena/shared/flags.ts';
import { CORE_AT, DOUBLE_FROM, MATCH_STEPS } from '../../../../src/games/arena/shared/numbers.ts';
import { weaponOf } from '../../../../src/games/arena/shared/weapons.ts';
import { Icon } from '../../components/Icon.tsx';
import { UserText } from '../../components/UserText.tsx';
import { Guest } from '../../guests/Guest.tsx';
import { withoutMark } from '../../lib/names.ts';
import type { Device } from './controls/Controls.ts';
import { Kills } from './Kills.tsx';
import type { Around, Body, Moment } from './moment.ts';
import { letterOf } from './palette.ts';

interface Props {
  around: Around;
  device: Device;
  you: string | null;
  onLeave?: (() => void) | undefined;
}

/** For so many steps it is said how to play. */
const TAUGHT = 600;

const HOW: Readonly<Record<Device, string>> = {
  mouse: 'WASD moves · the mouse aims and shoots · Space dashes',
  keys: 'WASD moves · J shoots who is nearest · Space dashes',
  touch: 'Left thumb moves · right thumb aims and shoots · a tap dashes',
  pad: 'Left stick moves · right stick aims and shoots · A dashes',
};

/** Score, time and what one has, around the picture. */
export function Hud({ around: { moment, kills, captions }, device, you, onLeave }: Props) {
  const me = moment.bodies.find(({ id }) => id === moment.me);
  return (
    <div className="arena__hud">
      <div className="arena__top">
        {moment.bodies.length > 0 && (
          <>
            <Scores moment={moment} you={you} />
            <Clock moment={moment} you={you} />
          </>
        )}
        {onLeave && (
          <button
            type="button"
            className="button arena__leave"
            aria-label="Leave the arena"
            onClick={onLeave}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      <Kills kills={kills} bodies={moment.bodies} me={you} />
      {me && onLeave && <Middle me={me} moment={moment} />}
      {me && onLeave && moment.tick < TAUGHT && <p className="arena__how">{HOW[device]}</p>}
      {captions.length > 0 && (
        <ul className="arena__captions" aria-label="Sounds">
          {captions.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {me && <Own me={me} dash={onLeave ? moment.dash : null} />}
      <p className="visually-hidden" role="status">
        {me && onLeave && `${me.score} points, ${me.kills} kills, ${me.deaths} deaths`}
      </p>
    </div>
  );
}

function Scores({ moment, you }: { moment: Moment; you: string | null }) {
  const bodies = [...moment.bodies].sort((a, b) => b.score - a.score || b.kills - a.kills || a.seat - b.seat);
  return (
    <ol className="arena__scores" aria-label="Scores">
      {bodies.map((body) => (
        <li key={body.id} data-me={body.id === moment.me} data-left={body.left}>
          <span className="arena__letter">{letterOf(body.seat)}</span>
          <Guest of={faced(body)} bot={body.bot} mood={moodOf(body)} />
          <span className="arena__name">
            <UserText>{body.id === you ? 'You' : withoutMark(body.name)}</UserText>
          </span>
          <b className="numbers">{body.score}</b>
        </li>
      ))}
    </ol>
  );
}

function Clock({ moment, you }: { moment: Moment; you: string | null }) {
  const { tick, core, bodies } = moment;
  const seconds = Math.max(0, Math.ceil((MATCH_STEPS - tick) * 0.015));
  const shown = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const holder = bodies.find(({ seat }) => seat === core - CORE_HELD);
  return (
    <div className="arena__clock" data-double={tick >= DOUBLE_FROM}>
      <b className="numbers">{shown}</b>
      {tick >= DOUBLE_FROM && <span className="arena__double">counts double</span>}
      {core === CORE_COMING && (
        <span className="arena__core">
          Core in {Math.max(1, Math.ceil(((CORE_AT.find((at) => at > tick) ?? tick) - tick) * 0.015))}
        </span>
      )}
      {core === CORE_LIES && <span className="arena__core">Take the core</span>}
      {holder && (
        <span className="arena__core">
          {holder.id === you ? 'You have' : <UserText>{withoutMark(holder.name)}</UserText>}
          {holder.id === you ? ' the core' : ' has the core'}
        </span>
      )}
    </div>
  );
}

/** What one has to know at once, in the middle. */
function Middle({ me, moment }: { me: Body; moment: Moment }) {
  if ((me.flags & AWAY) !== 0) return <p className="arena__middle">Move to come back</p>;
  if (me.respawn > 0) {
    const by = moment.bodies.find(({ seat }) => seat === (me.hurt & 7));
    return (
      <p className="arena__middle">
        {by && (
          <span>
            <UserText>{withoutMark(by.name)}</UserText> got you
          </span>
        )}
        <span className="arena__back">
          Back in <b className="numbers">{(me.respawn / 10).toFixed(1)}</b>
        </span>
      </p>
    );
  }
  if ((me.flags & LEADING) !== 0 && me.shield > 0)
    return <p className="arena__middle arena__middle--quiet">You lead: they hunt you</p>;
  return null;
}

/** @param dash null where that is not known */
function Own({ me, dash }: { me: Body; dash: number | null }) {
  const { name: weapon, ammo } = weaponOf(me.weapon);
  return (
    <div className="arena__own">
      <span className="arena__health" data-low={me.hp <= 40}>
        <i style={{ inlineSize: `${me.hp}%` }} />
        <b className="numbers">{me.hp}</b>
      </span>
      <span className="arena__weapon">
        {weapon}
        {ammo > 0 && <b className="numbers"> {me.ammo}</b>}
      </span>
      {dash !== null && (
        <span className="arena__dash" data-ready={dash >= 1} style={{ '--part': dash } as CSSProperties}>
          dash
        </span>
      )}
    </div>
  );
}

function moodOf({ hp, left, flags }: Body) {
  if (left) return 'ghost';
  if ((flags & AWAY) !== 0) return 'asleep';
  if (hp === 0) return 'ghost';
  return (flags & LEADING) !== 0 ? 'proud' : hp <= 40 ? 'sweating' : 'calm';
}

function faced({ id, face }: Body) {
  return { id, face: face ?? null };
}
