import { memo } from 'react';
import { faceOf, partsOf } from '../../../src/protocol/face.ts';
import { BODIES } from './bodies.ts';
import { Eyes, type Mood, Mouth } from './Features.tsx';
import { useBlink } from './useBlink.ts';
import { Wearing } from './Wearing.tsx';

interface Props {
  /** Whose face it is. Who has none has the one that goes with the id. */
  of: { id: string; face?: string | null | undefined };
  mood?: Mood;
  /** Has a spring in the head. */
  bot?: boolean;
  /** Blinks and moves, where few are seen and large. */
  lively?: boolean;
}

/** Somebody, as they look: the same guest wherever a name stands. What it says stands in words beside it. */
export const Guest = memo(Drawn, looksAsBefore);

/** A table tells of its players several times a second, and their looks seldom change. */
function looksAsBefore(before: Props, now: Props): boolean {
  return (
    before.of.id === now.of.id &&
    before.of.face === now.of.face &&
    before.mood === now.mood &&
    before.bot === now.bot &&
    before.lively === now.lively
  );
}

function Drawn({ of, mood = 'calm', bot = false, lively = false }: Props) {
  const face = faceOf(of.id, of.face);
  const blinks = useBlink(lively);
  const parts = partsOf(face);
  if (!parts) return null;
  const { shape, colour, wear } = parts;
  const body = BODIES[shape];
  return (
    <svg
      className={`guest guest--${colour} ${lively ? 'guest--lively' : ''} ${blinks ? 'guest--blinks' : ''}`}
      data-mood={mood}
      data-face={face}
      viewBox="0 0 64 64"
      width="1em"
      height="1em"
      role={bot ? 'img' : undefined}
      aria-label={bot ? 'bot' : undefined}
      aria-hidden={bot ? undefined : true}
      focusable="false"
    >
      {bot && (
        <g className="guest__spring" transform={`translate(47 ${body.head.y + 5}) rotate(22) scale(1.25)`}>
          <path d="M0 4l-4-3.5l8-3.5l-8-3.5l8-3.5l-4-3" />
          <circle cy="-15.5" r="4" />
        </g>
      )}
      <path className="guest__body" d={body.path} />
      <Eyes mood={mood} wear={wear} {...body.eyes} />
      <Mouth mood={mood} y={body.eyes.y + 9} />
      {mood !== 'ghost' && <Wearing wear={wear} body={body} />}
      <Signs mood={mood} />
    </svg>
  );
}

/** What a mood has besides its face, so that it shows from afar. */
function Signs({ mood }: { mood: Mood }) {
  switch (mood) {
    case 'sweating':
      return <path className="guest__drop" d="M10 13q6 8 6 11.5a5.5 5.5 0 0 1-11 0q0-3.5 5-11.5z" />;
    case 'asleep':
      return (
        <g className="guest__sleep">
          <path d="M8 17h8l-8 9h8" />
          <path d="M1 6h5l-5 6h5" />
        </g>
      );
    case 'ghost':
      return <ellipse className="guest__halo" cx="32" cy="8" rx="12" ry="4" />;
    case 'proud':
      return (
        <g className="guest__sparks">
          <path d="M8 11l1.8 4.2l4.2 1.8l-4.2 1.8l-1.8 4.2l-1.8-4.2l-4.2-1.8l4.2-1.8z" />
          <path d="M57 21l1.3 3l3 1.3l-3 1.3l-1.3 3l-1.3-3l-3-1.3l3-1.3z" />
        </g>
      );
    default:
      return null;
  }
}
