import type { Action, Outcome } from '../games/game.ts';

/** What rules say became of an action. @throws Error when they say nothing that can be told */
export function checked(outcome: unknown, game: string, { action }: Action): Outcome {
  if (isOutcome(outcome)) return outcome;
  throw new Error(`${game}: act answered ${action} with neither { result: {} } nor { refused: {} }`);
}

function isOutcome(outcome: unknown): outcome is Outcome {
  if (typeof outcome !== 'object' || outcome === null) return false;
  const { refused, result } = outcome as { refused?: unknown; result?: unknown };
  return [refused, result].some((said) => typeof said === 'object' && said !== null);
}
