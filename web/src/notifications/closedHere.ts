import { defaultStorage } from '../../../client/KeyValue.ts';

/** What is urgent stays until it is closed, in this browser: also on its next visit. */
const STORED = 'parlor.closed';
/** The oldest are forgotten: by then they have left the list. */
const MAX_KEPT = 100;

/** Ids of those that were closed in this browser, in whichever tab. */
export function closedHere(): ReadonlySet<string> {
  return read(defaultStorage().getItem(STORED));
}

export function noteClosed(id: string): void {
  const closed = [...closedHere(), id].slice(-MAX_KEPT);
  defaultStorage().setItem(STORED, JSON.stringify(closed));
}

/** Calls back when another tab closes some. @returns how to stop */
export function onClosedElsewhere(work: (closed: ReadonlySet<string>) => void): () => void {
  const changed = ({ key, newValue }: StorageEvent) => {
    if (key === STORED) work(read(newValue));
  };
  window.addEventListener('storage', changed);
  return () => window.removeEventListener('storage', changed);
}

/** A storage may hold anything. */
function read(text: string | null): ReadonlySet<string> {
  try {
    const ids: unknown = JSON.parse(text ?? '[]');
    return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []);
  } catch {
    return new Set();
  }
}
