import { Fenced } from '../lib/fencing.ts';
import { isUnavailable } from '../lib/unavailable.ts';

/** What it takes to insist on something. */
export interface InsistNeeds {
  /** Resolves after so many ms. */
  pause(ms: number): Promise<void>;
  log: { error(context: object, message: string): void };
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** What fails so often without anything being away will fail for ever. */
const MAX_REFUSALS = 5;

/**
 * Does something until it works, however long what it needs is away. The log has the first failure, and ever fewer
 * of those that follow. Null when it is not ours to do any more.
 * @param what for the log: what does not work yet
 * @throws what fails again and again for another reason
 */
export async function insist<T>(
  work: () => Promise<T>,
  { what, about, gone }: { what: string; about: object; gone(): boolean },
  { pause, log }: InsistNeeds,
): Promise<T | null> {
  let refusals = 0;
  for (
    let failures = 1, ms = FIRST_PAUSE_MS;
    !gone();
    failures += 1, ms = Math.min(ms * 2, LONGEST_PAUSE_MS)
  ) {
    try {
      return await work();
    } catch (error) {
      refusals = isUnavailable(error) ? 0 : refusals + 1;
      if (refusals === MAX_REFUSALS) throw error;
      // Who has it by now goes on: this process hears of that in a moment.
      if (isPowerOfTwo(failures) && !isFenced(error)) log.error({ ...about, err: error, failures }, what);
      await pause(ms);
    }
  }
  return null;
}

function isFenced(error: unknown): boolean {
  return error instanceof Fenced || (error as { cause?: unknown } | null)?.cause instanceof Fenced;
}

function isPowerOfTwo(n: number): boolean {
  return (n & (n - 1)) === 0;
}
