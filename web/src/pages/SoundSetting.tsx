import * as Slider from '@radix-ui/react-slider';
import { Toggle } from '../components/Toggle.tsx';
import { prefer } from '../session/preferences.ts';
import { usePreferences } from '../session/usePreferences.ts';
import { play } from '../sound/play.ts';

/** In percent. Silence is what the switch is for. */
const STEP = 10;

/** Whether the page is heard, and how loud: it is heard at once. */
export function SoundSetting() {
  const { sound, volume, captions } = usePreferences();
  const percent = Math.round(100 * volume);
  return (
    <>
      <Toggle
        label="Sound"
        hint="Bells when a table is ready, when it is your turn, and for what happens to you."
        checked={sound}
        onChange={(on) => prefer({ sound: on })}
      />
      {sound && (
        <div className="setting setting--wide">
          <span className="strong">Volume</span>
          <Slider.Root
            className="slider"
            min={STEP}
            max={100}
            step={STEP}
            value={[percent]}
            onValueChange={([now = percent]) => prefer({ volume: now / 100 })}
            onValueCommit={() => play('right')}
          >
            <Slider.Track className="slider__track">
              <Slider.Range className="slider__range" />
            </Slider.Track>
            <Slider.Thumb className="slider__thumb" aria-label="Volume" aria-valuetext={`${percent} %`} />
          </Slider.Root>
        </div>
      )}
      <Toggle
        label="Say sounds in words"
        hint="In the arena, whether they are heard or not."
        checked={captions}
        onChange={(on) => prefer({ captions: on })}
      />
    </>
  );
}
