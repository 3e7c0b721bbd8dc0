/** Where the token and the ticket are kept: `localStorage` has this shape. */
export interface KeyValue {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Storage that lasts as long as the page or the process. */
export function memoryStorage(): KeyValue {
  const entries = new Map<string, string>();
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  };
}

/** `localStorage` in a browser that allows it, else memory. */
export function defaultStorage(): KeyValue {
  try {
    if (typeof document !== 'undefined') return window.localStorage;
  } catch {
    // A browser that blocks storage throws when it is only looked at.
  }
  return memoryStorage();
}
