import { matchQueue } from '../matcher/matcher.ts';
import { type Comers, paceAmong, TABLES_FOR_PACE } from '../matcher/pace.ts';
import type { Policy } from '../matcher/policy.ts';
import type { Strategy } from './Strategy.ts';

type Table = Comers['tables'][number] & { tickets: readonly string[] };

/**
 * Parlor's own rule: the module that runs live, with a pass a second and one at once when somebody comes, and the pace
 * told from the same lists. Only are these never late here: a table is known the moment it is made.
 */
export function parlor(name: string, policy: Policy): Strategy {
  let tables: Table[] = [];
  let made = 0;
  const pass: Strategy['pass'] = (waiting, now) => {
    const cameAt = new Map(waiting.map(({ id, enqueuedAt }) => [id, enqueuedAt]));
    // Whose people wait again fell through.
    tables = tables.filter(({ tickets }) => !tickets.some((id) => cameAt.has(id)));
    const pace = paceAmong({ waiting, asked: [], tables }, now);
    const { matches } = matchQueue(waiting, [], now, policy, pace);
    const fresh = matches.map(({ tickets }): Table => {
      const people = tickets.map((id) => ({ waitedMs: now - (cameAt.get(id) ?? now) }));
      return { match: `m${++made}`, at: now, people, tickets };
    });
    tables = [...fresh, ...tables].slice(0, TABLES_FOR_PACE);
    return matches;
  };
  return { name, everyMs: 1000, pass, arrived: pass };
}
