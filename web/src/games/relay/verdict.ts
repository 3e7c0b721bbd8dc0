import type { ActionReply } from '../../../../client/matchView.ts';

/** What came of an action, in words that say which puzzle they are about: the next one is open by then. */
export interface Verdict {
  /** `refused`: it was not taken, and cost nothing. */
  kind: 'right' | 'wrong' | 'refused' | 'note';
  text: string;
}

/**
 * What the server's reply to an answer or a skip says.
 * @param nameOf a player's name by uuid
 * @param lasts for how many whole seconds so many points burn in a player's lamp
 */
export function verdictOf(
  reply: ActionReply,
  nameOf: (id: string) => string,
  lasts: (id: string, points: number) => number | null,
): Verdict {
  const { correct, awarded, bonus, to, penalty, skipped, cost } = reply;
  if (skipped !== undefined) return { kind: 'note', text: `Last puzzle skipped: −${cost} points.` };
  if (correct !== true) {
    const lost = typeof penalty === 'number' ? `: −${penalty} points` : '';
    return { kind: 'wrong', text: `Not right${lost}. Try again.` };
  }
  if (typeof awarded !== 'number' || typeof to !== 'string') return { kind: 'right', text: 'Right!' };
  const back = typeof bonus === 'number' ? `, you +${bonus}` : '';
  const seconds = lasts(to, awarded);
  const light = seconds === null ? '' : ` (${seconds}\u00a0s of light)`;
  return { kind: 'right', text: `Right! ${nameOf(to)} +${awarded}${light}${back}.` };
}

/** What a skipped puzzle asked for; a sudoku's digits row by row. */
export function solutionTold(answer: unknown): Verdict {
  const told = String(answer).replace(/^(\d{4})(\d{4})(\d{4})(\d{4})$/, '$1 $2 $3 $4');
  return { kind: 'note', text: `Last one skipped. It was ${told}.` };
}
