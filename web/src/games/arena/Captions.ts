import type { SoundName } from '../../sound/sounds.ts';

/** What is heard in the arena, for who does not hear it. One's own shots are seen well enough. */
const WORDS: Partial<Record<SoundName, string>> = {
  rail: 'Crack: your rail',
  hit: 'Tick: you hit',
  struck: 'Thud: you are hit',
  kill: 'Chime: you put somebody out',
  fallen: 'Falling tone: you are out',
  dash: 'Whoosh: your dash',
  taken: 'Clink: you took something',
  core: 'Hum: the core',
};
/** So long, ms, and so many at once. */
const SHOWN_MS = 2_000;
const MOST = 3;

/** Sounds of the last moments in words, the latest last. */
export class Captions {
  #told: { text: string; at: number }[] = [];

  heard(name: SoundName, now: number): void {
    const text = WORDS[name];
    if (text === undefined) return;
    const others = this.#told.filter((one) => one.text !== text);
    this.#told = [...others, { text, at: now }].slice(-MOST);
  }

  shown(now: number): string[] {
    this.#told = this.#told.filter(({ at }) => now - at < SHOWN_MS);
    return this.#told.map(({ text }) => text);
  }
}
