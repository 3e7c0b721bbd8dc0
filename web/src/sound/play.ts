import { systemClock } from '../../../client/Clock.ts';
import { preferences } from '../session/preferences.ts';
import { Speaker } from './Speaker.ts';
import type { SoundName } from './sounds.ts';

const speaker = new Speaker({
  clock: systemClock,
  volume() {
    const { sound, volume } = preferences();
    return sound ? volume : 0;
  },
  hidden: () => document.hidden,
  open: () => new AudioContext(),
  voice: async () => (await import('./sing.ts')).sing,
  // Only pages that came over TLS, or from this machine, have them.
  locks: globalThis.navigator?.locks ?? null,
});

/** Lets the page be heard from its first gesture on. Called once, by the page. */
export function allowSound(): void {
  const options = { capture: true, passive: true };
  for (const gesture of ['pointerup', 'keydown']) {
    document.addEventListener(gesture, () => speaker.touched(), options);
  }
}

/** Makes a sound, where the player wants one and the browser allows it. */
export function play(name: SoundName): void {
  speaker.play(name);
}
