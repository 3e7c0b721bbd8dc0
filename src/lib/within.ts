import { after } from './after.ts';

interface WithinOptions<L> {
  /** What it comes to when it is late; it may throw. An error by default. */
  late?: () => L;
  /** Calls back after so many ms. @returns how to call it off */
  wait?: typeof after;
}

/**
 * What a promise comes to, if it does so within a time in ms. What comes later is not waited for.
 * @throws Error when it does not, unless `late` says otherwise
 */
export async function within<T, L = never>(
  ms: number,
  promise: Promise<T>,
  { late = () => tooLate(ms), wait = after }: WithinOptions<L> = {},
): Promise<T | L> {
  const over = Promise.withResolvers<L>();
  const callOff = wait(ms, () => over.resolve((async () => late())()));
  try {
    return await Promise.race([promise, over.promise]);
  } finally {
    callOff();
  }
}

function tooLate(ms: number): never {
  throw new Error(`no answer within ${ms} ms`);
}
