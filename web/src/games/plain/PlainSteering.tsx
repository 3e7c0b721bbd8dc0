import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { LiveMatch } from '../../../../client/live/LiveMatch.ts';
import type { MatchConnection } from '../../../../client/MatchConnection.ts';
import type { Input } from '../../../../src/games/liveGame.ts';
import { controlsOf, Held, type Hold, inputOf, type LiveInfo, plainShape } from './steering.ts';

interface Props {
  match: MatchConnection;
  live: LiveInfo;
  me: string;
}

/** What one has in hand of a game that moves: a stick or buttons for each field of its input, and keys. */
export function PlainSteering({ match, live, me }: Props) {
  const controls = useMemo(() => controlsOf(live), [live]);
  const [held] = useState(() => new Held());
  const sliders = useRef<Input>({});
  useEffect(() => {
    const playing = new LiveMatch(match as never, plainShape(live), { me });
    const holds = controls.flatMap((control) => (control.kind === 'slider' ? [] : control.holds));
    const off = listen(holds, held);
    let frame = requestAnimationFrame(function send() {
      if (playing.send(inputOf(held.now, sliders.current)) > 0) held.sent();
      frame = requestAnimationFrame(send);
    });
    return () => {
      cancelAnimationFrame(frame);
      off();
      playing.close();
    };
  }, [match, live, me, controls, held]);
  return (
    <fieldset className="plain__steering">
      <legend className="visually-hidden">What you steer with</legend>
      {controls.map((control) =>
        control.kind === 'slider' ? (
          <label key={control.label} className="field">
            <span className="field__label">{control.label}</span>
            <input
              type="range"
              min={control.min}
              max={control.max}
              defaultValue={Math.max(0, control.min)}
              onChange={({ currentTarget }) => {
                sliders.current[control.field] = Number(currentTarget.value);
              }}
            />
          </label>
        ) : (
          <div key={control.label} className={control.kind === 'stick' ? 'plain__stick' : 'row'}>
            {control.holds.map((hold) => (
              <HoldButton key={hold.label} hold={hold} held={held}>
                {hold.label}
              </HoldButton>
            ))}
          </div>
        ),
      )}
    </fieldset>
  );
}

/** A button that counts for as long as it is held down, by whatever means. */
function HoldButton({ hold, held, children }: { hold: Hold; held: Held; children: ReactNode }) {
  const press = () => held.press(hold);
  const release = () => held.release(hold);
  return (
    <button
      type="button"
      className="button plain__hold"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        press();
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={({ key }) => (key === ' ' || key === 'Enter') && press()}
      onKeyUp={release}
      onBlur={release}
    >
      {children}
    </button>
  );
}

/** Keys hold, too, wherever the focus is but where somebody writes, or presses a button. @returns how to stop */
function listen(holds: readonly Hold[], held: Held): () => void {
  const off = new AbortController();
  const options = { signal: off.signal, capture: true };
  const holdOf = (code: string) => holds.find(({ keys }) => keys.includes(code));
  globalThis.addEventListener(
    'keydown',
    (event) => {
      const { code, target, ctrlKey, metaKey, altKey } = event;
      const hold = holdOf(code);
      if (!hold || ctrlKey || metaKey || altKey || takesKeys(target, code)) return;
      event.preventDefault(); // the page would scroll
      event.stopPropagation();
      held.press(hold);
    },
    options,
  );
  globalThis.addEventListener(
    'keyup',
    ({ code }) => {
      const hold = holdOf(code);
      if (hold) held.release(hold);
    },
    options,
  );
  globalThis.addEventListener('blur', () => held.letGo(), { signal: off.signal });
  return () => {
    off.abort();
    held.letGo();
  };
}

/** Who writes does not play, and what has the focus is pressed by the space bar. */
function takesKeys(target: EventTarget | null, code: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, textarea, select, [contenteditable]')) return true;
  return code === 'Space' && target.closest('button, a, summary') !== null;
}
