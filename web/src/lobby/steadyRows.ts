/** A row of a list that is read while it changes. */
export interface SteadyRow<T> {
  value: T;
  /** It is not in the list any more, and only keeps its place. */
  over: boolean;
}

/**
 * The rows to show, at most `limit`. While somebody points at the list, each stays where it is: what is over keeps
 * its place, what is new comes at the end, as far as there is room. Otherwise they are as in `now`.
 */
export function steadyRows<T extends { id: string }>(
  shown: readonly SteadyRow<T>[],
  now: readonly T[],
  held: boolean,
  limit: number,
): SteadyRow<T>[] {
  if (!held) return now.slice(0, limit).map((value) => ({ value, over: false }));
  const current = new Map(now.map((value) => [value.id, value]));
  const kept = shown.map(({ value }) => {
    const fresh = current.get(value.id);
    current.delete(value.id);
    return { value: fresh ?? value, over: fresh === undefined };
  });
  const room = Math.max(0, limit - kept.length);
  return [...kept, ...[...current.values()].slice(0, room).map((value) => ({ value, over: false }))];
}
