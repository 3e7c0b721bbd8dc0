import { prefer } from '../session/preferences.ts';
import { usePreferences } from '../session/usePreferences.ts';
import { Icon } from './Icon.tsx';

/** In the top bar: makes the page silent, and audible again. */
export function MuteButton() {
  const { sound } = usePreferences();
  return (
    <button
      type="button"
      className="button button--quiet top-bar__icon"
      aria-label="Sound"
      aria-pressed={sound}
      title={sound ? 'Sound is on' : 'Sound is off'}
      onClick={() => prefer({ sound: !sound })}
    >
      <Icon name={sound ? 'sound' : 'silent'} />
    </button>
  );
}
