import { type CSSProperties, type KeyboardEvent, useState } from 'react';
import type { ButtonState } from '../../../client/Button.ts';
import type { Mood } from '../guests/Features.tsx';
import { Guest } from '../guests/Guest.tsx';
import { useCalm } from '../lib/useMedia.ts';
import { type Phase, shownLeft } from './Countdown.ts';
import { litOf, PressRing } from './PressRing.tsx';
import { labelOf, saidOf, stateOfButton } from './told.ts';
import { useCountdown } from './useCountdown.ts';

interface Props {
  state: ButtonState | null;
  /** There is no connection: what is left stands. */
  stands: boolean;
  /** One's latest push that counts; it bursts. Null before the first. */
  burst: string | null;
  /** It cannot be pushed just now. */
  blocked: boolean;
  push(): void;
}

const MOODS: Record<Phase, Mood> = { calm: 'glad', soon: 'calm', close: 'sweating', over: 'asleep' };
const SPARKS = Array.from({ length: 14 }, (_, i) => i);

/**
 * The button: it goes down when it is pressed, with what is left on it and around it. Who pushed last goes round with
 * the hand.
 */
export function Press({ state, stands, burst, blocked, push }: Props) {
  const run = useCountdown(state, stands);
  const calm = useCalm();
  const [down, setDown] = useState(false);
  const phase = run?.phase ?? null;
  const part = run?.part ?? 0;
  const over = phase === 'over';

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    // One who leans on the key pushes once.
    if (event.repeat) event.preventDefault();
    setDown(true);
  }

  return (
    <div className="press-stage">
      <div className={`press press--${phase ?? 'over'} ${stands ? 'press--stands' : ''}`}>
        <PressRing lit={litOf(part)} phase={phase ?? 'over'} />
        {state?.by && (
          <span
            key={`${state.epoch}.${state.version}`}
            className="press__rider"
            style={{ '--turn': `${calm ? 0 : (1 - part) * 360}deg` } as CSSProperties}
          >
            <span className="press__guest">
              <Guest of={state.by} mood={MOODS[phase ?? 'over']} lively />
            </span>
          </span>
        )}
        <span className="press__well" />
        <button
          type="button"
          className={down ? 'press__dome press__dome--down' : 'press__dome'}
          aria-disabled={blocked}
          onClick={() => !blocked && push()}
          onPointerDown={() => setDown(true)}
          onPointerUp={() => setDown(false)}
          onPointerLeave={() => setDown(false)}
          onPointerCancel={() => setDown(false)}
          onKeyDown={onKeyDown}
          onKeyUp={() => setDown(false)}
          onBlur={() => setDown(false)}
        >
          {run && (
            <span className="press__left numbers" aria-hidden="true">
              {!over ? shownLeft(run.tenths, calm) : '0'}
            </span>
          )}
          <span className="press__label">{labelOf(phase)}</span>
          <span className="visually-hidden">{stateOfButton(phase, stands)}</span>
        </button>
        {burst !== null && (
          <span key={burst} className="press__burst" aria-hidden="true">
            {SPARKS.map((i) => (
              <span key={i} className="press__spark" style={{ '--spark': i } as CSSProperties} />
            ))}
          </span>
        )}
        <p className="visually-hidden" role="timer" aria-live="off">
          {run ? `${Math.ceil(run.tenths / 10)} seconds left` : 'Not known yet'}
        </p>
      </div>
      <p className="press__said">{saidOf(phase, stands)}</p>
    </div>
  );
}
