import type { Health } from '../http/services.ts';
import { within } from '../lib/within.ts';

/** A store that does not answer within so many ms is away: who asks how it is has more to hear than that. */
const ANSWERS_WITHIN_MS = 1000;

/** How a store is, by what it was asked just now. Never rejects. */
export function healthBy(asked: Promise<unknown>, message: string): Promise<Health> {
  return within(ANSWERS_WITHIN_MS, asked).then(
    () => ({ ok: true }),
    () => ({ ok: false, message }),
  );
}
