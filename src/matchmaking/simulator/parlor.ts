import { matchQueue } from '../matcher/matcher.ts';
import { paceOf } from '../matcher/pace.ts';
import type { Policy } from '../matcher/policy.ts';
import type { Strategy } from './Strategy.ts';

/** As many of those who came last are remembered. */
const REMEMBERED = 200;

/** Parlor's own rule: the module that runs live, with a pass a second and one at once when somebody comes, as live. */
export function parlor(name: string, policy: Policy): Strategy {
  let came: number[] = [];
  const pass: Strategy['pass'] = (waiting, now) => {
    const last = came.at(-1) ?? Number.NEGATIVE_INFINITY;
    const fresh = waiting.flatMap(({ enqueuedAt }) => (enqueuedAt > last ? [enqueuedAt] : []));
    came = [...came, ...fresh].slice(-REMEMBERED);
    return matchQueue(waiting, [], now, policy, paceOf(came, now)).matches;
  };
  return { name, everyMs: 1000, pass, arrived: pass };
}
