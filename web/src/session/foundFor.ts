/** How something is asked of the server; null while it is not to be asked. */
export type Load<T> = (() => Promise<T>) | null;

/** What the server answered: a value, or one sentence why there is none. Both null: not known yet. */
export interface Found<T> {
  value: T | null;
  message: string | null;
}

const NOTHING = { value: null, message: null };

/** Of an answer, what holds for this question: nothing, when it was to another. */
export function foundFor<T>(load: Load<T>, { of, value, message }: Found<T> & { of: Load<T> }): Found<T> {
  return of === load ? { value, message } : NOTHING;
}
