import type { AnimationEvent } from '../../../../client/matchView.ts';

/** Points that came to or went from a player. */
export function pointsMoved(event: AnimationEvent): { player: string; amount: number } | null {
  const amount = typeof event.amount === 'number' ? event.amount : 0;
  if (amount <= 0) return null;
  if (event.kind === 'award') return { player: String(event.to), amount };
  if (event.kind === 'bonus') return { player: String(event.player), amount };
  if (event.kind === 'wrong' || event.kind === 'skipped')
    return { player: String(event.player), amount: -amount };
  return null;
}

/**
 * One sentence about an event, or null when it is not worth one.
 * @param nameOf a player's name by uuid; "you" for the reader
 */
export function describeEvent(event: AnimationEvent, nameOf: (id: string) => string): string | null {
  switch (event.kind) {
    case 'award':
      return `${capital(nameOf(String(event.from)))} passed ${event.amount} points to ${nameOf(String(event.to))}.`;
    case 'wrong':
      return `${capital(nameOf(String(event.player)))} answered wrong.`;
    case 'skipped':
      return `${capital(nameOf(String(event.player)))} skipped a puzzle.`;
    case 'cold':
      return `${capital(nameOf(String(event.player)))} went cold.`;
    case 'eliminated':
      return `${capital(nameOf(String(event.player)))} ran out of points.`;
    default:
      return null;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
