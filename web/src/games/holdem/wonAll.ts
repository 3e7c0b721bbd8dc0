import { isolated } from '../../lib/isolated.ts';
import { withoutMark } from '../../lib/names.ts';
import type { ResultRow } from '../../result/resultView.ts';
import { chips } from './story.ts';

/** What decides hold'em, in a sentence: who has the chips now. Rows are by rank. */
export function wonAll(rows: readonly ResultRow[], me: string): string | null {
  const mine = rows.find(({ id }) => id === me);
  const [first] = rows;
  if (!mine || !first) return null;
  if (mine.left) return 'You left before the end: you come in behind all who were still in.';
  const all = rows.every(({ id, score }) => id === first.id || score === 0);
  const much = `${all ? 'all ' : ''}${chips(first.score)} chips`;
  return first.id === me ? `You won ${much}.` : `${isolated(withoutMark(first.name))} won ${much}.`;
}
