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

interface Rate {
  perSecond: number;
  /** With so many under way the next waits for one of them. */
  atOnce: number;
  signal: AbortSignal;
}

/**
 * Calls `act` for 0 to `count` − 1, so many a second, each at its own time and none waiting for another unless too many
 * are under way. What is late by then is called as soon as there is room. `act` must not reject. Resolves when all have
 * ended, or when `signal` ends it.
 */
export function atRate(
  count: number,
  { perSecond, atOnce, signal }: Rate,
  act: (index: number) => Promise<void>,
): Promise<void> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const dueAt = (index: number) => startedAt + (index / perSecond) * 1000;
    let next = 0;
    let underWay = 0;
    let timer: NodeJS.Timeout | undefined;
    const stop = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      next = count;
      resolve();
    };
    const ended = () => {
      underWay -= 1;
      run();
    };
    const run = () => {
      clearTimeout(timer);
      while (next < count && underWay < atOnce && dueAt(next) <= performance.now()) {
        underWay += 1;
        next += 1;
        void act(next - 1).then(ended);
      }
      if (next < count && underWay < atOnce)
        timer = setTimeout(run, Math.max(0, dueAt(next) - performance.now()));
      else if (next >= count && underWay === 0) stop();
    };
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    else run();
  });
}
