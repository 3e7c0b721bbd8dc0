import type { MatchFile } from './matchFile.ts';
import { KEPT_HERE, type Verified } from './verifyMatch.ts';

/** What was found, in a sentence or two. */
export function summaryOf({ running }: Pick<MatchFile, 'running'>, { steps, hands }: Verified) {
  const all = [...steps, ...hands.flatMap((hand) => hand.steps)];
  const wrong = all.filter(({ found }) => found === 'wrong').length;
  const open = all.filter(({ found }) => found === 'open').length;
  // Most who verify a match were not there: that says nothing of the match.
  const unseen = all.some(({ id, found }) => id === KEPT_HERE && found === 'open');
  const count = hands.length === 1 ? 'One hand' : `${hands.length} hands`;
  if (wrong > 0)
    return {
      wrong: true,
      said: `Something is not right: ${wrong} of ${all.length} steps ${wrong === 1 ? 'is' : 'are'} wrong.`,
    };
  if (open === 0 || (unseen && open === 1))
    return {
      wrong: false,
      said: `All clear: nobody could have chosen a card. ${count}, ${all.length - open} steps checked.`,
    };
  const later = running ? ' The rest can be told when the match is over.' : '';
  return { wrong: false, said: `${count}: ${all.length - open} steps are right, none is wrong.${later}` };
}
