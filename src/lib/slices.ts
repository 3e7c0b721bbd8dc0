/** What long work does at once: live matches step every 15 ms beside it. */
const SLICE_MS = 3;

/** Work that may stop wherever it yields. */
export type Sliced<T> = Generator<void, T>;

/** Does all of it now. */
export function atOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Does it a little at a time, and lets others have their turn in between. */
export async function inSlices<T>(work: Sliced<T>): Promise<T> {
  for (;;) {
    const began = performance.now();
    do {
      const { done, value } = work.next();
      if (done) return value;
    } while (performance.now() - began < SLICE_MS);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
