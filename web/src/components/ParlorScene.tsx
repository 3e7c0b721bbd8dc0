import { type CSSProperties, useSyncExternalStore } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import type { Mood } from '../guests/Features.tsx';
import { Guest } from '../guests/Guest.tsx';
import { onWantedFace, wantedFace } from '../session/wanted.ts';

/** Who sits there when nobody else does, from the left, and how. */
const COMPANY: readonly { face: string; mood: Mood; bot?: boolean }[] = [
  { face: 'square-plum-beanie', mood: 'calm' },
  { face: 'triangle-green-shades', mood: 'glad', bot: true },
  { face: 'star-olive-hat', mood: 'calm' },
  { face: 'circle-blue-glasses', mood: 'glad' },
  { face: 'diamond-rose-bow', mood: 'calm' },
];
const MIDDLE = 2;

/**
 * The parlor: five at a round table below a lamp, and light that goes from one to the next. One of them is the reader.
 */
export function ParlorScene({ className = '' }: { className?: string }) {
  const { player } = useParlor();
  const wanted = useSyncExternalStore(onWantedFace, wantedFace);
  const reader = player ?? (wanted === undefined ? null : { id: wanted, face: wanted });
  return (
    <div className={`scene ${className}`} aria-hidden="true">
      <span className="scene__cone" />
      <svg className="scene__room" viewBox="0 0 320 190" aria-hidden="true">
        <path className="scene__cord" d="M160-90v112" />
        <path className="scene__shade" d="M136 44q2-22 24-22t24 22z" />
        <ellipse className="scene__bulb" cx="160" cy="44" rx="24" ry="5" />
      </svg>
      {COMPANY.map(({ face, mood, bot = false }, i) => (
        <span key={face} className="scene__guest" style={{ '--place': i } as CSSProperties}>
          {i === MIDDLE && reader ? (
            <Guest key={reader.face} of={reader} mood="glad" lively />
          ) : (
            <Guest of={{ id: face, face }} mood={mood} bot={bot} lively />
          )}
        </span>
      ))}
      <svg className="scene__table" viewBox="0 0 320 190" aria-hidden="true">
        <path className="scene__leg" d="M148 156h24l8 40h-40z" />
        <ellipse className="scene__rim" cx="160" cy="148" rx="146" ry="34" />
        <ellipse className="scene__felt" cx="160" cy="144" rx="139" ry="29" />
      </svg>
      {COMPANY.map(({ face }, i) => (
        <span key={face} className="scene__candle" style={{ '--place': i } as CSSProperties}>
          <span className="scene__halo" />
          <svg viewBox="-8 -12 16 28" aria-hidden="true">
            <path className="scene__wax" d="M-4 2h8v11q-4 2-8 0z" />
            <path className="scene__flame" d="M0-11q6 6 5 10a5 5 0 0 1-10 0q0-3 2-5q0 2 1 2q2-2 2-7z" />
          </svg>
        </span>
      ))}
    </div>
  );
}
