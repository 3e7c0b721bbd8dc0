import type { MomentView } from '../../../client/Api.ts';
import { ordinal } from './resultView.ts';

/** What was special about a match, as one is told. @param game its title */
export function momentText(moment: MomentView, game: string): string {
  switch (moment.kind) {
    case 'first_match':
      return `Your first match of ${game}`;
    case 'first_win':
      return `Your first win at ${game}`;
    case 'wins_in_a_row':
      return `${moment.count} wins in a row`;
    case 'best_score':
      return `Your best yet: ${moment.score}, before ${moment.before}`;
    case 'matches':
      return `Your ${ordinal(moment.count)} match of ${game}`;
  }
}
