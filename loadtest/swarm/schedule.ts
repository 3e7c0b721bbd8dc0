/** Longest wait that one timer takes. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * An open loop: `act` is called at times that are drawn beforehand, whatever came of earlier calls, so that a server
 * that gets slow is asked no less. `act` is told how late it is called, in ms. Returns how to stop it.
 * @param gap ms from one time to the next
 */
export function schedule(first: number, gap: () => number, act: (lateMs: number) => void): () => void {
  let due = performance.now() + first;
  let timer: NodeJS.Timeout;
  const wait = () => {
    timer = setTimeout(run, Math.min(Math.max(0, due - performance.now()), MAX_TIMER_MS));
  };
  const run = () => {
    const late = performance.now() - due;
    due += gap();
    wait();
    act(Math.max(0, late));
  };
  wait();
  return () => clearTimeout(timer);
}

/**
 * Calls `act` for 0 to `count` − 1, so many a second, each at its own time and none waiting for another.
 * Resolves when all were called, or when `signal` ends it.
 */
export function atRate(
  count: number,
  perSecond: number,
  act: (index: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    let next = 0;
    let timer: NodeJS.Timeout | undefined;
    const stop = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve();
    };
    const run = () => {
      while (next < count && startedAt + (next / perSecond) * 1000 <= performance.now()) {
        act(next);
        next += 1;
      }
      if (next >= count) return stop();
      timer = setTimeout(run, Math.max(0, startedAt + (next / perSecond) * 1000 - performance.now()));
    };
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    else run();
  });
}
