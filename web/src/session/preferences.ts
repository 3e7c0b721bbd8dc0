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
  /** May bots take seats at a table that Play finds. */
  bots: boolean;
  /** Does the screen stay on during a match. */
  awake: boolean;
  /** Do single keys act as shortcuts. */
  keys: boolean;
  muted: readonly MutedPlayer[];
}

/** `public/theme.js` reads the same entry, before the first paint. */
const STORED = 'parlor.preferences';
/** The server keeps no more. */
const MAX_MUTED = 100;
const DEFAULTS: Preferences = {
  theme: 'system',
  motion: 'system',
  sound: true,
  bots: false,
  awake: false,
  keys: true,
  muted: [],
};

let current = read();
const listeners = new Set<() => void>();

/** The same object until something changes. */
export function preferences(): Preferences {
  return current;
}

/** Changes some, stores all, and shows the page by them. */
export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change, muted: (change.muted ?? current.muted).slice(-MAX_MUTED) };
  try {
    localStorage.setItem(STORED, JSON.stringify(current));
  } catch {
    // Nothing may be stored here: it holds until the page is left.
  }
  show();
  for (const listener of listeners) listener();
}

export function onPreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function show(): void {
  const { dataset } = document.documentElement;
  if (current.theme === 'system') delete dataset.theme;
  else dataset.theme = current.theme;
  if (current.motion === 'system') delete dataset.motion;
  else dataset.motion = current.motion;
}

function read(): Preferences {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<Preferences>;
    return { ...DEFAULTS, ...stored, muted: Array.isArray(stored.muted) ? stored.muted : [] };
  } catch {
    return DEFAULTS;
  }
}
