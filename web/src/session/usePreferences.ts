import { useSyncExternalStore } from 'react';
import { onPreferences, type Preferences, preferences } from './preferences.ts';

/** What the player chose for this browser; the component is shown anew when that changes. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(onPreferences, preferences);
}
