import { defaultStorage } from '../../../client/KeyValue.ts';

/** Somebody whose words are hidden, and whom one is not seated with. */
export interface MutedPlayer {
  id: string;
  name: string;
}

/** What a player chose for this browser. */
export interface Preferences {
  theme: 'system' | 'light' | 'dark';
  motion: 'system' | 'less';
  /** May the page make a sound. */
  sound: boolean;
  /** How loud it is then, above 0 up to 1. */
  volume: number;
  /** Which game Play is for, by its name; null for the server's first. */
  game: string | null;
  /** May bots take seats at a table that Play finds. */
  bots: boolean;
  /** Does the screen stay on during a match. */
  awake: boolean;
  /** Do single keys act as shortcuts. */
  keys: boolean;
  /** Is aim by thumbs and gamepads helped a little, where a game can. */
  aimHelp: boolean;
  /** Are sounds of a game said in words, too. */
  captions: boolean;
  /** How many colours the suits of cards have. */
  deck: 'four' | 'two';
  /** Names of players who were muted. Who is muted is the server's to say. */
  muted: readonly MutedPlayer[];
}

/** `public/theme.js` reads the same entry, before the first paint. */
const STORED = 'parlor.preferences';
/** The server keeps no more. */
const MAX_MUTED = 200;
const DEFAULTS: Preferences = {
  theme: 'system',
  motion: 'system',
  sound: true,
  volume: 0.6,
  game: null,
  bots: false,
  awake: false,
  keys: true,
  aimHelp: true,
  captions: false,
  deck: 'four',
  muted: [],
};

const storage = defaultStorage();
let current = readPreferences(storage.getItem(STORED));
const listeners = new Set<() => void>();
// What is chosen in one tab is so in all.
globalThis.addEventListener?.('storage', ({ key, newValue }) => {
  if (key === STORED) become(readPreferences(newValue));
});

/** The same object until something changes. */
export function preferences(): Preferences {
  return current;
}

/** Changes some, stores all, and shows the page by them. */
export function prefer(change: Partial<Preferences>): void {
  const chosen = { ...current, ...change, muted: (change.muted ?? current.muted).slice(-MAX_MUTED) };
  storage.setItem(STORED, JSON.stringify(chosen));
  become(chosen);
}

export function onPreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function become(chosen: Preferences): void {
  current = chosen;
  show();
  for (const listener of listeners) listener();
}

function show(): void {
  const { dataset } = document.documentElement;
  if (current.theme === 'system') delete dataset.theme;
  else dataset.theme = current.theme;
  if (current.motion === 'system') delete dataset.motion;
  else dataset.motion = current.motion;
  if (current.deck === 'four') delete dataset.deck;
  else dataset.deck = current.deck;
}

/** What was stored, as far as it makes sense: anything may stand there. */
export function readPreferences(stored: string | null): Preferences {
  const read = { ...DEFAULTS };
  const given = fields(parsed(stored));
  for (const name of ['sound', 'bots', 'awake', 'keys', 'aimHelp', 'captions'] as const) {
    if (typeof given[name] === 'boolean') read[name] = given[name];
  }
  if (typeof given.volume === 'number' && given.volume > 0 && given.volume <= 1) read.volume = given.volume;
  if (typeof given.game === 'string') read.game = given.game;
  if (given.theme === 'light' || given.theme === 'dark') read.theme = given.theme;
  if (given.motion === 'less') read.motion = given.motion;
  if (given.deck === 'two') read.deck = given.deck;
  if (Array.isArray(given.muted)) read.muted = given.muted.filter(isMuted).slice(-MAX_MUTED);
  return read;
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isMuted(value: unknown): value is MutedPlayer {
  const { id, name } = fields(value);
  return typeof id === 'string' && typeof name === 'string';
}
