/** Where the token and the ticket are kept: `localStorage` has this shape. */
export interface KeyValue {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  /** Whether what was stored last under a key outlasts the page. Without it, it does. */
  lasts?(key: string): boolean;
}

/** Storage that lasts as long as the page or the process. */
export function memoryStorage(): KeyValue {
  const entries = new Map<string, string>();
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
    lasts: () => false,
  };
}

/**
 * A browser's storage, whatever it does: it may be null, throw when it is looked at or used, be full, keep nothing
 * without saying so, or be emptied meanwhile. What this page stored it reads again for as long as it is open; what
 * another page stored since then comes first.
 */
export function browserStorage(open: () => KeyValue | null = () => window.localStorage): KeyValue {
  const own = memoryStorage();
  /** What the browser did not take: this page's own counts. */
  const refused = new Set<string>();
  /** What the browser has; undefined when it does not say, or something that is no text. */
  const kept = (key: string): string | null | undefined => {
    try {
      const value: unknown = open()?.getItem(key);
      return typeof value === 'string' || value === null ? value : undefined;
    } catch {
      return undefined;
    }
  };
  const change = (work: (storage: KeyValue) => void): void => {
    try {
      const storage = open();
      if (storage) work(storage);
    } catch {
      // What came of it is looked at.
    }
  };
  function settle(key: string, wanted: string | null): boolean {
    const done = kept(key) === wanted;
    if (done) refused.delete(key);
    else refused.add(key);
    return done;
  }
  return {
    getItem: (key) => (refused.has(key) ? null : kept(key)) ?? own.getItem(key),
    setItem(key, value) {
      own.setItem(key, value);
      change((storage) => storage.setItem(key, value));
      if (settle(key, value)) return;
      // What was there before is out of date, and may be in the way where there is little room.
      change((storage) => storage.removeItem(key));
      change((storage) => storage.setItem(key, value));
      settle(key, value);
    },
    removeItem(key) {
      own.removeItem(key);
      change((storage) => storage.removeItem(key));
      settle(key, null);
    },
    lasts: (key) => !refused.has(key),
  };
}

/** `localStorage` in a browser, as far as it goes, else memory. */
export function defaultStorage(): KeyValue {
  return typeof document === 'undefined' ? memoryStorage() : browserStorage();
}
