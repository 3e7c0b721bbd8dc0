import * as Slider from '@radix-ui/react-slider';
import { Icon } from '../components/Icon.tsx';
import { clock } from '../lib/duration.ts';
import { type Film, type Jump, jumpFrom, type Mark } from './reel.ts';
import type { Playhead } from './usePlayhead.ts';

const SPEEDS = [0.5, 1, 2, 4, 8];
const STEP_MS = 1000;

interface Props {
  film: Film;
  head: Playhead;
  jumps: readonly Jump[];
  marks: readonly Mark[];
}

/** Play, pause, scrub, speed, and jumps to what matters. */
export function Controls({ film, head, jumps, marks }: Props) {
  return (
    <section className="replay__controls card" aria-label="Replay">
      <div className="replay__scrub">
        <button
          type="button"
          className="button button--primary replay__play"
          aria-keyshortcuts="Space"
          onClick={head.toggle}
        >
          {head.playing ? <PauseIcon /> : <Icon name="play" label="Play" />}
        </button>
        <div className="replay__line">
          <div className="replay__marks" aria-hidden="true">
            {marks.map((mark, i) => (
              <span
                key={`${mark.at} ${i}`}
                className={`replay__mark replay__mark--${mark.kind}`}
                style={{ left: `${(100 * mark.at) / film.endsAt}%` }}
              />
            ))}
          </div>
          <Slider.Root
            className="slider"
            min={0}
            // Whole steps, or its end could not be reached.
            max={Math.ceil(film.endsAt / STEP_MS) * STEP_MS}
            step={STEP_MS}
            value={[head.at]}
            onValueChange={([at = 0]) => head.seek(at)}
          >
            <Slider.Track className="slider__track">
              <Slider.Range className="slider__range" />
            </Slider.Track>
            <Slider.Thumb
              className="slider__thumb"
              aria-label="Time"
              aria-valuetext={`${clock(head.at)} of ${clock(film.endsAt)}`}
            />
          </Slider.Root>
        </div>
        <span className="numbers small replay__time">
          {clock(head.at)} / {clock(film.endsAt)}
        </span>
      </div>
      <div className="row row--apart">
        <div className="row">
          {jumps.map((jump) => (
            <JumpTo key={jump.kind} jump={jump} marks={marks} head={head} />
          ))}
        </div>
        <fieldset className="choice replay__speeds">
          <legend className="visually-hidden">Speed</legend>
          {SPEEDS.map((speed) => (
            <label key={speed}>
              <input
                type="radio"
                className="visually-hidden"
                name="speed"
                checked={head.speed === speed}
                onChange={() => head.setSpeed(speed)}
              />
              <span className="numbers">{speed}×</span>
            </label>
          ))}
        </fieldset>
      </div>
    </section>
  );
}

interface JumpProps {
  jump: Jump;
  marks: readonly Mark[];
  head: Playhead;
}

function JumpTo({ jump, marks, head }: JumpProps) {
  if (!marks.some(({ kind }) => kind === jump.kind)) return null;
  return (
    <fieldset className="replay__jump">
      <legend className="visually-hidden">Jump to {jump.what}</legend>
      <JumpButton jump={jump} marks={marks} head={head} direction={-1} />
      <span className="small" aria-hidden="true">
        {jump.short}
      </span>
      <JumpButton jump={jump} marks={marks} head={head} direction={1} />
    </fieldset>
  );
}

function JumpButton({ jump, marks, head, direction }: JumpProps & { direction: 1 | -1 }) {
  const to = jumpFrom(marks, jump.kind, head.at, direction);
  const on = direction === 1;
  return (
    <button
      type="button"
      className="button"
      aria-label={`${on ? 'Next' : 'Previous'} ${jump.what}`}
      aria-keyshortcuts={jump.keys[on ? 1 : 0]}
      aria-disabled={to === undefined}
      onClick={() => to !== undefined && head.seek(to)}
    >
      {on ? '›' : '‹'}
    </button>
  );
}

function PauseIcon() {
  return (
    <svg width="1em" height="1em" viewBox="0 0 16 16" fill="currentColor" role="img" aria-label="Pause">
      <path d="M4 3h3v10H4zM9 3h3v10H9z" />
    </svg>
  );
}
