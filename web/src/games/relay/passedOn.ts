import { isolated } from '../../lib/isolated.ts';
import { withoutMark } from '../../lib/names.ts';
import type { ResultRow } from '../../result/resultView.ts';
import { guessed } from './guesses.ts';

/**
 * What decides relay, in a sentence: what a player passed on, and against whom. Rows are by rank.
 * @param match whose first one may have been guessed
 */
export function passedOn(rows: readonly ResultRow[], me: string, match: string): string | null {
  const said = decided(rows, me);
  const first = guessed(match);
  if (said === null || !rows.some(({ id, rank }) => id === first && rank === 1)) return said;
  return `${said} And you knew who would come first.`;
}

function decided(rows: readonly ResultRow[], me: string): string | null {
  const mine = rows.find(({ id }) => id === me);
  if (!mine) return null;
  const said = `You passed on ${mine.score} ${mine.score === 1 ? 'point' : 'points'}`;
  const most = rows.find(({ score, left }) => !left && score > mine.score);
  if (mine.left) return `${said} before you left: who leaves comes in last.`;
  if (most) return `${said}; ${isolated(withoutMark(most.name))} passed on ${most.score}.`;
  return mine.score > 0 && mine.rank === 1 ? `${said}: nobody passed on more.` : `${said}.`;
}
