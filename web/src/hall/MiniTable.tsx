import type { CSSProperties } from 'react';
import type { Glimpse, GlimpsedSeat, Ground } from '../games/Glimpse.ts';
import { Guest } from '../guests/Guest.tsx';
import { brightened } from './brightened.ts';
import { MiniGround } from './MiniGround.tsx';
import { useLately } from './useLately.ts';

/** Somebody who just got light is glad for so long. */
const GLAD_MS = 1400;

/** A table across the room, as wide as its frame: a picture, so that words about it stand beside. */
export function MiniTable({ glimpse }: { glimpse: Glimpse }) {
  const { seats, centre, cards, ground } = glimpse;
  const glad = useLately(seats, brightened, GLAD_MS);
  return (
    <div className={`mini ${ground ? 'mini--ground' : ''}`} aria-hidden="true">
      {ground ? (
        <MiniGround ground={ground} />
      ) : (
        <svg className="mini__table" viewBox="0 0 160 90" aria-hidden="true">
          <ellipse className="mini__rim" cx="80" cy="54" rx="60" ry="27" />
          <ellipse className="mini__felt" cx="80" cy="52" rx="56.5" ry="24.5" />
        </svg>
      )}
      <span className="mini__centre">
        {cards.length > 0 && (
          <span className="mini__cards">
            {cards.map((card) => (
              <span key={card} className={`mini__card ${/[♥♦]/.test(card) ? 'mini__card--red' : ''}`}>
                {card}
              </span>
            ))}
          </span>
        )}
        {centre !== '' && <b className="numbers">{centre}</b>}
      </span>
      {seats.map((seat, index) => (
        <MiniSeat
          key={seat.id}
          seat={seat}
          place={ground && seat.at ? spotOf(seat.at, ground) : placeOf(index, seats.length)}
          glad={glad.has(seat.id)}
        />
      ))}
    </div>
  );
}

function MiniSeat({ seat, place, glad }: { seat: GlimpsedSeat; place: CSSProperties; glad: boolean }) {
  const { id, face, bot, mood, figure, light, turn } = seat;
  const style = { ...place, '--light': light.toFixed(2) } as CSSProperties;
  return (
    <span className={`mini__seat ${turn ? 'mini__seat--turn' : ''}`} style={style}>
      <span className="mini__glow" />
      <Guest of={{ id, face }} bot={bot} mood={glad && mood !== 'ghost' ? 'glad' : mood} lively={glad} />
      {figure !== '' && <span className="mini__figure numbers">{figure}</span>}
    </span>
  );
}

/** On the ground. */
function spotOf({ x, y }: { x: number; y: number }, { width, height }: Ground): CSSProperties {
  const percent = (part: number) => `${(part * 100).toFixed(1)}%`;
  return { left: percent(x / width), top: percent(y / height), zIndex: Math.round((y / height) * 90) };
}

/** Around the table, the first at the bottom, the others clockwise. */
function placeOf(index: number, count: number): CSSProperties {
  const angle = (index / count + 0.25) * 2 * Math.PI;
  const x = 50 + 37 * Math.cos(angle);
  const y = 54 + 29 * Math.sin(angle);
  return { left: `${x.toFixed(1)}%`, top: `${y.toFixed(1)}%`, zIndex: Math.round(y) };
}
