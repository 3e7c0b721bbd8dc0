import { Problem } from './problem.ts';
import { isUnavailable } from './unavailable.ts';

/**
 * An error as the problem that may be told: itself, or that a store is away. Null for a fault of ours, which is logged.
 */
export function expectedProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  return isUnavailable(error)
    ? new Problem(503, 'retry_later', 'A store is away for a moment. Try again.')
    : null;
}
