/** What can be heard. What it is for stands beside its notes. */
export type SoundName = keyof typeof SOUNDS;

/** One tone. Times are seconds from the beginning of the sound. */
export interface Note {
  at: number;
  /** Hz, and where it glides to until its end. */
  hz: number;
  to?: number;
  lasts: number;
  /** 0 to 1. */
  loud: number;
  /** `triangle` is warmer, for what is low. */
  wave?: 'sine' | 'triangle';
}

/** All sounds are of one scale, so that two at once go together. In Hz. */
const [A3, D4, E4, A4, B4, D5, E5, FIS5, A5, D6] = [
  220, 293.7, 329.6, 440, 493.9, 587.3, 659.3, 740, 880, 1174.7,
] as const;

/** Short bells; up is good, down is not. */
export const SOUNDS = {
  /** Somebody takes a seat, or comes into the party. */
  join: [
    { at: 0, hz: A4, lasts: 0.14, loud: 0.5 },
    { at: 0.07, hz: D5, lasts: 0.22, loud: 0.5 },
  ],
  /** A table is ready: accept it. */
  ready: [
    { at: 0, hz: D5, lasts: 0.3, loud: 1 },
    { at: 0.15, hz: A5, lasts: 0.5, loud: 1 },
    { at: 0.6, hz: D5, lasts: 0.3, loud: 1 },
    { at: 0.75, hz: A5, lasts: 0.6, loud: 1 },
  ],
  /** It is on you now. */
  turn: [
    { at: 0, hz: FIS5, lasts: 0.18, loud: 0.8 },
    { at: 0.12, hz: D6, lasts: 0.5, loud: 0.8 },
  ],
  /** Something came that matters. */
  told: [
    { at: 0, hz: E5, lasts: 0.3, loud: 0.8 },
    { at: 0.16, hz: B4, lasts: 0.45, loud: 0.8 },
  ],
  right: [
    { at: 0, hz: D5, lasts: 0.1, loud: 0.6 },
    { at: 0.06, hz: FIS5, lasts: 0.1, loud: 0.6 },
    { at: 0.12, hz: A5, lasts: 0.35, loud: 0.6 },
  ],
  wrong: [
    { at: 0, hz: D4, to: A3, lasts: 0.25, loud: 0.7, wave: 'triangle' },
    { at: 0.02, hz: D4 * 1.06, to: A3, lasts: 0.25, loud: 0.35, wave: 'triangle' },
  ],
  /** Somebody gave you points: a flame takes hold. */
  fed: [
    { at: 0, hz: A4, to: A5, lasts: 0.16, loud: 0.4 },
    { at: 0.14, hz: D6, lasts: 0.45, loud: 0.5 },
  ],
  /** Nearly out. */
  danger: [
    { at: 0, hz: E4, lasts: 0.14, loud: 0.7, wave: 'triangle' },
    { at: 0.2, hz: E4, lasts: 0.14, loud: 0.7, wave: 'triangle' },
    { at: 0.4, hz: E4, lasts: 0.22, loud: 0.7, wave: 'triangle' },
  ],
  /** Out: the lamp goes dark. */
  out: [
    { at: 0, hz: A4, lasts: 0.25, loud: 0.6, wave: 'triangle' },
    { at: 0.2, hz: E4, lasts: 0.25, loud: 0.6, wave: 'triangle' },
    { at: 0.4, hz: D4, to: A3 / 2, lasts: 0.9, loud: 0.6, wave: 'triangle' },
  ],
  win: [
    { at: 0, hz: D5, lasts: 0.2, loud: 0.7 },
    { at: 0.12, hz: FIS5, lasts: 0.2, loud: 0.7 },
    { at: 0.24, hz: A5, lasts: 0.2, loud: 0.7 },
    { at: 0.4, hz: D6, lasts: 1, loud: 0.8 },
    { at: 0.4, hz: FIS5, lasts: 1, loud: 0.4 },
    { at: 0.4, hz: A4, lasts: 1, loud: 0.4, wave: 'triangle' },
  ],
  /** A push of the button counted. */
  press: [
    { at: 0, hz: E4, lasts: 0.16, loud: 0.8, wave: 'triangle' },
    { at: 0.12, hz: B4, lasts: 0.3, loud: 0.7 },
  ],
  /** In the arena: your own shot, and that of a rail. */
  shot: [{ at: 0, hz: 620, to: 240, lasts: 0.07, loud: 0.22, wave: 'triangle' }],
  rail: [
    { at: 0, hz: D6, to: A4, lasts: 0.22, loud: 0.5 },
    { at: 0, hz: A3, to: A3 / 2, lasts: 0.3, loud: 0.6, wave: 'triangle' },
  ],
  /** You hit somebody; somebody hit you. */
  hit: [{ at: 0, hz: D6, lasts: 0.06, loud: 0.35 }],
  struck: [{ at: 0, hz: D4, to: A3 / 2, lasts: 0.14, loud: 0.8, wave: 'triangle' }],
  /** You put somebody out; somebody put you out. */
  kill: [
    { at: 0, hz: A4, lasts: 0.1, loud: 0.6 },
    { at: 0.07, hz: D5, lasts: 0.1, loud: 0.6 },
    { at: 0.14, hz: A5, lasts: 0.35, loud: 0.7 },
  ],
  fallen: [{ at: 0, hz: A4, to: A3 / 2, lasts: 0.55, loud: 0.7, wave: 'triangle' }],
  dash: [{ at: 0, hz: A3, to: D5, lasts: 0.12, loud: 0.25, wave: 'triangle' }],
  /** Something was picked up. */
  taken: [
    { at: 0, hz: E5, lasts: 0.1, loud: 0.5 },
    { at: 0.07, hz: A5, lasts: 0.25, loud: 0.5 },
  ],
  /** The core is about to come, or is there. */
  core: [
    { at: 0, hz: A3, to: A4, lasts: 0.5, loud: 0.5, wave: 'triangle' },
    { at: 0.3, hz: E5, lasts: 0.6, loud: 0.4 },
  ],
} satisfies Record<string, readonly Note[]>;
