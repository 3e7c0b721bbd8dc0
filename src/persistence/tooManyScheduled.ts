import { Problem } from '../lib/problem.ts';

/** Notifications that may wait to be sent. */
export const MAX_SCHEDULED = 10_000;

export function tooManyScheduled(): Problem {
  return new Problem(
    409,
    'too_many_scheduled',
    `${MAX_SCHEDULED} notifications wait to be sent already. Take one back, or wait.`,
  );
}
