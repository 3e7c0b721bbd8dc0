/** Tells listeners of events whose payloads `E` maps by name. A listener that throws does not stop the others. */
export class Emitter<E extends object> {
  readonly #listeners = new Map<keyof E, Set<(payload: never) => void>>();

  /** The answer removes the listener again. */
  on<K extends keyof E>(event: K, fn: (payload: E[K]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    listeners.add(fn as (payload: never) => void);
    return () => void listeners.delete(fn as (payload: never) => void);
  }

  has(event: keyof E): boolean {
    return (this.#listeners.get(event)?.size ?? 0) > 0;
  }

  emit<K extends keyof E>(event: K, payload: E[K]): void {
    for (const fn of [...(this.#listeners.get(event) ?? [])]) {
      try {
        (fn as (payload: E[K]) => void)(payload);
      } catch (error) {
        console.error(error);
      }
    }
  }
}
