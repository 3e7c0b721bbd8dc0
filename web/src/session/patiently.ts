import { asParlorError } from '../../../client/ParlorError.ts';

/** So often the same thing is asked when the server has been asked too much. */
const MOST_TRIES = 10;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Asks again when the server may be asked again, where it was asked too much for now. @throws ParlorError */
export async function patiently<T>(ask: () => Promise<T>, wait = sleep): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (thrown) {
      const error = asParlorError(thrown);
      if (error.code !== 'rate_limited' || tries >= MOST_TRIES) throw error;
      await wait(error.retryAfterMs);
    }
  }
}
