import { matchQueue } from '../matcher/matcher.ts';
import type { Policy } from '../matcher/policy.ts';
import type { Strategy } from './Strategy.ts';

/** Parlor's own rule: the module that runs live, with a pass a second and one at once when somebody comes, as live. */
export function parlor(name: string, policy: Policy): Strategy {
  const pass: Strategy['pass'] = (waiting, now) => matchQueue(waiting, [], now, policy).matches;
  return { name, everyMs: 1000, pass, arrived: pass };
}
