import { isolated } from '../../lib/isolated.ts';
import { withoutMark } from '../../lib/names.ts';
import type { ResultRow } from '../../result/resultView.ts';

/** What decides the arena, in a sentence: what a player scored, and who scored most. Rows are by rank. */
export function scored(rows: readonly ResultRow[], me: string): string | null {
  const mine = rows.find(({ id }) => id === me);
  if (!mine) return null;
  const said = `You scored ${mine.score}`;
  if (mine.left) return `${said} before you left: you come in behind everybody who stayed.`;
  const most = rows.find(({ score, left }) => !left && score > mine.score);
  return most
    ? `${said}; ${isolated(withoutMark(most.name))} scored ${most.score}.`
    : `${said}: nobody scored more.`;
}
