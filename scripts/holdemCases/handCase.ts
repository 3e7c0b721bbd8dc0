import { differenceFrom } from './expectations.ts';
import type { HandCase } from './format.ts';
import { HandUnderTest } from './HandUnderTest.ts';

type Done = HandCase['actions'][number];

/** Plays a hand as a case tells it. Answers the first difference. */
export function runHand(one: HandCase): string | undefined {
  const hand = new HandUnderTest(one);
  hand.settle();
  for (const [i, done] of one.actions.entries()) {
    const found = doOne(hand, done);
    if (found) return `action ${i + 1} (${JSON.stringify(done)}): ${found}`;
  }
  return differenceFrom(hand, one.expect);
}

/** Does one thing of a case to its hand. Answers the first difference. */
export function doOne(hand: HandUnderTest, done: Done): string | undefined {
  const before = hand.frozen;
  if ('leave' in done) hand.leave(Number(done.leave));
  if ('action' in done) {
    const { seat, refused, expect: _, ...action } = done;
    const code = hand.act(Number(seat), action as { action: string });
    if (code !== refused) return `${code ?? 'taken'}, expected ${refused ?? 'to be taken'}`;
    if (refused && hand.frozen !== before) return 'refused, but something changed';
  }
  hand.settle();
  return done.expect ? differenceFrom(hand, done.expect as never) : undefined;
}
