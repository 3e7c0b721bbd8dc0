import type { CSSProperties } from 'react';
import type { Glimpse, GlimpsedSeat, Ground } from '../games/Glimpse.ts';
import { glimpsesOf } from '../games/registry.ts';
import { Guest } from '../guests/Guest.tsx';
import { brightened } from './brightened.ts';
import { MiniGround } from './MiniGround.tsx';
import { MiniTop } from './MiniTop.tsx';
import { useLately } from './useLately.ts';

/** The places of the cards in the middle. */
const BOARD = [0, 1, 2, 3, 4];
/** Somebody who just got light is glad for so long. */
const GLAD_MS = 1400;

/** A table across the room, as wide as its frame: a picture, so that words about it stand beside. */
export function MiniTable({ game, glimpse }: { game: string; glimpse: Glimpse }) {
  const { seats, centre, ground } = glimpse;
  const { shape = 'table', signs = [] } = glimpsesOf(game);
  const cards = shape === 'stadium' ? BOARD.map((at) => glimpse.cards[at] ?? '') : signs;
  const glad = useLately(seats, brightened, GLAD_MS);
  return (
    <div className={`mini ${ground ? 'mini--ground' : `mini--${shape}`}`} aria-hidden="true">
      {ground ? <MiniGround ground={ground} /> : <MiniTop shape={shape} />}
      <span className="mini__centre">
        {cards.length > 0 && (
          <span className="mini__cards">
            {cards.map((card, at) => (
              <span key={card || `place ${at}`} className={`mini__card ${lookOf(card)}`}>
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

function lookOf(card: string): string {
  if (card === '') return 'mini__card--none';
  return /[♥♦]/.test(card) ? 'mini__card--red' : '';
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
