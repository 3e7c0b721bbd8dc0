/** Milliseconds as `m:ss`, rounded up, so that a countdown shows 0:00 only when it is over. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** A wait in seconds as people say it: "8 s", "2 min". */
export function wait(seconds: number): string {
  if (seconds < 1) return 'soon';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return `${Math.round(seconds / 60)} min`;
}

/** A wait that is not known exactly, in seconds, as people say it: "8–20 s". Null where nothing is known. */
export function waitRange(likely: number | null, longest: number | null): string {
  if (likely === null) return '–';
  if (longest === null || longest <= likely) return wait(likely);
  if (longest < 1) return 'soon';
  if (longest < 90) return likely < 1 ? `up to ${wait(longest)}` : `${Math.round(likely)}–${wait(longest)}`;
  const [from, to] = [likely, longest].map((seconds) => Math.max(1, Math.round(seconds / 60)));
  return from === to ? `${to} min` : `${from}–${to} min`;
}
