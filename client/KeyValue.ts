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

/** What a browser's page tells of when it goes and comes back, and its place in the tab's history. */
type Tab = Pick<Window, 'addEventListener' | 'history'>;

/**
 * A browser's storage, whatever it does: it may be null, throw when it is looked at or used, be full, keep nothing
 * without saying so, or be emptied meanwhile. What this page stored it reads again for as long as it is open; what
 * another page stored since then comes first. What the browser does not take outlasts a reload of the tab.
 */
export function browserStorage(
  open: () => KeyValue | null = () => window.localStorage,
  tab: Tab | null = globalThis.window ?? null,
): KeyValue {
  const own = memoryStorage();
  /** What the browser did not take: this page's own counts. */
  const refused = new Set<string>();
  if (tab) {
    for (const [key, value] of Object.entries(takeFromHistory(tab))) {
      own.setItem(key, value);
      refused.add(key);
    }
    const keep = () => {
      const unkept = [...refused].map((key) => [key, own.getItem(key)]).filter(([, value]) => value !== null);
      if (unkept.length > 0) putIntoHistory(tab, Object.fromEntries(unkept));
    };
    // On a reload some browsers take no more by the second, and phones know no first.
    for (const leaving of ['beforeunload', 'pagehide']) tab.addEventListener(leaving, keep);
    tab.addEventListener('pageshow', () => takeFromHistory(tab)); // the page is as it was
  }
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

/** Where it stands in what a page keeps with its place in the history, beside what the page itself keeps there. */
const IN_HISTORY = 'parlor';

/** A tab's history is read by pages of the same origin alone, and goes with the tab. */
function putIntoHistory({ history }: Tab, entries: Record<string, string>): void {
  history.replaceState({ ...history.state, [IN_HISTORY]: entries }, '');
}

/** Nothing stays behind: who signs out is not signed in again by going back. */
function takeFromHistory({ history }: Tab): Record<string, string> {
  const { [IN_HISTORY]: entries, ...others } = { ...history.state };
  if (typeof entries !== 'object' || entries === null) return {};
  history.replaceState(others, '');
  return Object.fromEntries(
    Object.entries(entries).filter(([, value]) => typeof value === 'string'),
  ) as Record<string, string>;
}

let ofPage: KeyValue | undefined;

/** `localStorage` in a browser, as far as it goes, the same for all of a page; else memory. */
export function defaultStorage(): KeyValue {
  if (typeof document === 'undefined') return memoryStorage();
  ofPage ??= browserStorage();
  return ofPage;
}
