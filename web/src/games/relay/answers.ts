import type { Film, Move } from '../../replay/reel.ts';

/** What a player answered. */
export interface Answer {
  /** Game ms. */
  at: number;
  by: string;
  text: string;
  correct: boolean;
}

/** Every answer of a match that is played again, in the order of time. */
export function answersOf({ moves }: Film): Answer[] {
  return moves
    .filter(({ action }) => action.action === 'answer')
    .map((move) => ({
      at: move.at,
      by: move.by,
      text: String(move.action.answer),
      correct: solvedBy(move, 'after') !== solvedBy(move, 'before'),
    }));
}

function solvedBy(move: Move, when: 'before' | 'after'): unknown {
  return move[when].players[move.by]?.solved;
}
