import { type ChangeEvent, useState } from 'react';
import { inBlinds, presetsOf, raiseSteps, stepAt, within } from './betting.ts';
import type { HoldemPlayerView, HoldemView } from './holdemView.ts';
import { chips } from './story.ts';
import type { Acting } from './useActing.ts';

const NAMES = ['Min', '½ pot', '⅔ pot', 'Pot', 'All in'];

interface Props {
  view: HoldemView;
  mine: HoldemPlayerView;
  acting: Acting;
}

/** What one raises to: presets, a slider by big blinds with a key at each end, and a field for any number. */
export function RaiseControls({ view, mine, acting }: Props) {
  const { options, open, amount } = acting;
  const range = options?.raise ?? null;
  const able = open && range !== null;
  const presets = options ? presetsOf(options, mine.bet) : [];
  const steps = range ? raiseSteps(range, view.big_blind) : [0];
  return (
    <fieldset className="stake" aria-label="What to raise to">
      <div className="stake__presets">
        {NAMES.map((word, i) => {
          const preset = presets[i];
          const chosen = able && preset !== undefined && preset.amount === amount;
          return (
            <button
              key={word}
              type="button"
              className="stake__preset"
              aria-disabled={!able}
              aria-pressed={chosen}
              onClick={() => {
                if (!able || !preset) return;
                if (i === NAMES.length - 1) acting.allIn();
                else acting.setAmount(preset.amount);
              }}
            >
              {word}
              {preset && (
                <span className="visually-hidden">{`, ${preset.label}, ${chips(preset.amount)}`}</span>
              )}
            </button>
          );
        })}
      </div>
      <div className="stake__row">
        <StepKey by={-1} able={able} acting={acting} />
        <input
          type="range"
          className="stake__slider"
          aria-label="Amount, by big blinds"
          aria-valuetext={
            able ? `${chips(amount)}, ${inBlinds(amount, view.big_blind)} big blinds` : 'no raise now'
          }
          aria-disabled={!able}
          min={0}
          max={steps.length - 1}
          step={1}
          value={stepAt(steps, amount)}
          onChange={(event) => able && acting.setAmount(steps[Number(event.target.value)] ?? amount)}
        />
        <StepKey by={1} able={able} acting={acting} />
        <Stake key={options?.turn_no ?? 'none'} able={able} acting={acting} />
      </div>
    </fieldset>
  );
}

function StepKey({ by, able, acting }: { by: 1 | -1; able: boolean; acting: Acting }) {
  return (
    <button
      type="button"
      className="stake__preset stake__step"
      aria-label={by === 1 ? 'A big blind more' : 'A big blind less'}
      aria-disabled={!able}
      onClick={() => able && acting.step(by)}
    >
      {by === 1 ? '+' : '−'}
    </button>
  );
}

/** Any number of chips; what lies outside of what is allowed becomes the nearest that is, once one is done writing. */
function Stake({ able, acting }: { able: boolean; acting: Acting }) {
  const { amount, options } = acting;
  const [written, setWritten] = useState({ text: '', for: -1 });

  function write({ target }: ChangeEvent<HTMLInputElement>): void {
    const range = options?.raise;
    if (!able || !range) return;
    const text = target.value.replace(/\D/g, '').slice(0, 9);
    // It stands as it was written while nothing else says another amount.
    setWritten({ text, for: text === '' ? amount : within(range, Number(text)) });
    if (text !== '') acting.setAmount(Number(text));
  }

  return (
    <input
      data-stake
      className="input stake__field numbers"
      aria-label="Raise to"
      inputMode="numeric"
      autoComplete="off"
      readOnly={!able}
      value={able ? (written.for === amount ? written.text : String(amount)) : ''}
      placeholder="–"
      onChange={write}
      onBlur={() => setWritten({ text: '', for: -1 })}
    />
  );
}
