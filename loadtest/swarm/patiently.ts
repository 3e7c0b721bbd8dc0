import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from './Random.ts';

/** What was refused for now, or broke off: a client asks again. */
export class NotNow extends Error {
  /** Not before so many ms. */
  readonly afterMs: number;

  constructor(message: string, afterMs = 0) {
    super(message);
    this.afterMs = afterMs;
  }
}

interface Patience {
  /** How often it is asked, at most. */
  tries: number;
  random: Pick<Random, 'between'>;
  signal: AbortSignal;
  /** Told of each answer that was not the last. */
  again(why: NotNow): void;
  wait?(ms: number, signal: AbortSignal): Promise<void>;
}

/** The wait after the first time; then twice as long each time, up to `MOST_MS`. */
const FIRST_MS = 500;
const MOST_MS = 8000;

/**
 * Asks until there is an answer, as a client does: after what is `NotNow` again, later and later, and not all in step.
 * @throws what is refused for good, and the last `NotNow`
 */
export async function patiently<T>(ask: () => Promise<T>, patience: Patience): Promise<T> {
  const { tries, random, signal, again, wait = waitFor } = patience;
  for (let tried = 1; ; tried++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof NotNow) || tried >= tries || signal.aborted) throw error;
      again(error);
      const longest = Math.min(MOST_MS, FIRST_MS * 2 ** (tried - 1));
      await wait(error.afterMs + random.between(longest / 2, longest), signal);
    }
  }
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => {});
}
