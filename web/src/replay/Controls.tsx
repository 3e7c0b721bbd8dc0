import * as Slider from '@radix-ui/react-slider';
import { Icon } from '../components/Icon.tsx';
import { clock } from '../lib/duration.ts';
import { type Film, jumpFrom, type Mark } from './reel.ts';
import type { Playhead } from './usePlayhead.ts';

const SPEEDS = [0.5, 1, 2, 4, 8];
const STEP_MS = 1000;

/** Play, pause, scrub, speed, and jumps to what matters. */
export function Controls({ film, head }: { film: Film; head: Playhead }) {
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
            {film.marks.map((mark, i) => (
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
          <Jump film={film} head={head} kind="solved" what="solved puzzle" keys={[',', '.']} />
          <Jump film={film} head={head} kind="eliminated" what="elimination" keys={['[', ']']} />
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
  film: Film;
  head: Playhead;
  kind: Mark['kind'];
  what: string;
  keys: [back: string, on: string];
}

function Jump({ film, head, kind, what, keys }: JumpProps) {
  if (!film.marks.some((mark) => mark.kind === kind)) return null;
  return (
    <fieldset className="replay__jump">
      <legend className="visually-hidden">Jump to {what}</legend>
      <JumpButton film={film} head={head} kind={kind} what={what} keys={keys} direction={-1} />
      <span className="small" aria-hidden="true">
        {kind === 'solved' ? 'solved' : 'out'}
      </span>
      <JumpButton film={film} head={head} kind={kind} what={what} keys={keys} direction={1} />
    </fieldset>
  );
}

function JumpButton({ film, head, kind, what, keys, direction }: JumpProps & { direction: 1 | -1 }) {
  const to = jumpFrom(film.marks, kind, head.at, direction);
  const on = direction === 1;
  return (
    <button
      type="button"
      className="button"
      aria-label={`${on ? 'Next' : 'Previous'} ${what}`}
      aria-keyshortcuts={keys[on ? 1 : 0]}
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
