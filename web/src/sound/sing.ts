import { type Note, SOUNDS, type SoundName } from './sounds.ts';

/** How loud all of it is at full volume: several tones at once stay below what a speaker can do. */
const LOUDEST = 0.3;
/** A bell is struck fast, and dies away. Nothing begins or ends with a jump, which would click. */
const STRUCK_S = 0.008;
const SILENT = 0.0001;

/** Begins a sound now. @param volume above 0, up to 1 */
export function sing(audio: AudioContext, name: SoundName, volume: number): void {
  // Ears hear loudness by its power.
  const all = audio.createGain();
  all.gain.value = LOUDEST * volume ** 2;
  all.connect(audio.destination);
  const ends: Promise<void>[] = SOUNDS[name].map((note) => strike(audio, all, note));
  void Promise.all(ends).then(() => all.disconnect());
}

/** Resolves when the note is over. */
function strike(audio: AudioContext, into: AudioNode, note: Note): Promise<void> {
  const { at, hz, to = hz, lasts, loud, wave = 'sine' } = note;
  const from = audio.currentTime + at;
  const until = from + lasts;
  const oscillator = audio.createOscillator();
  oscillator.type = wave;
  oscillator.frequency.value = hz;
  if (to !== hz) {
    oscillator.frequency.setValueAtTime(hz, from);
    oscillator.frequency.exponentialRampToValueAtTime(to, until);
  }
  const bell = audio.createGain();
  bell.gain.setValueAtTime(SILENT, from);
  bell.gain.exponentialRampToValueAtTime(loud, from + STRUCK_S);
  bell.gain.exponentialRampToValueAtTime(SILENT, until);
  oscillator.connect(bell).connect(into);
  oscillator.start(from);
  oscillator.stop(until);
  return new Promise((resolve) => {
    oscillator.onended = () => resolve();
  });
}
