import { preferences } from '../session/preferences.ts';

/** Two rising tones, in Hz. */
const TONES = [659, 988];
const TONE_S = 0.16;

let context: AudioContext | null = null;

/** A short sound, where the player wants one and the browser allows it: it does once the page was touched. */
export function chime(): void {
  if (!preferences().sound) return;
  try {
    context ??= new AudioContext();
    void context.resume().catch(() => {});
    for (const [at, tone] of TONES.entries()) play(context, tone, context.currentTime + at * TONE_S);
  } catch {
    // A browser without sound.
  }
}

function play(audio: AudioContext, tone: number, from: number): void {
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.frequency.value = tone;
  volume.gain.setValueAtTime(0.0001, from);
  volume.gain.exponentialRampToValueAtTime(0.2, from + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, from + 2 * TONE_S);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(from);
  oscillator.stop(from + 2 * TONE_S);
}
