import { Expectations, told } from '../expectation.ts';
import { matchQueue } from '../matcher/matcher.ts';
import { type Comers, homeOf, paceAmong } from '../matcher/pace.ts';
import type { Policy } from '../matcher/policy.ts';
import type { MadeTable } from '../queueHistory.ts';
import { TABLES_LOOKED_AT } from '../statistics.ts';
import type { Strategy } from './Strategy.ts';

type Table = Comers['tables'][number] & { tickets: readonly string[] };

/**
 * Parlor's own rule: the module that runs live, with a pass a second and one at once when somebody comes, and the pace
 * told from the same lists. Only are these never late here: a table is known the moment it is made.
 */
export function parlor(name: string, policy: Policy): Strategy {
  let tables: Table[] = [];
  /** Of each ticket its table, if it got one. */
  const tableOf = new Map<string, Table>();
  let made = 0;
  const pass: Strategy['pass'] = (waiting, now) => {
    const byId = new Map(waiting.map((ticket) => [ticket.id, ticket]));
    // Whose people wait again fell through.
    const fell = waiting.flatMap(({ id }) => tableOf.get(id) ?? []);
    if (fell.length > 0) tables = tables.filter((table) => !fell.includes(table));
    const pace = paceAmong({ waiting, asked: [], tables }, now);
    const { matches } = matchQueue(waiting, [], now, policy, pace);
    const fresh = matches.map(({ tickets }): Table => {
      const people = tickets.map((id) => {
        const { enqueuedAt = now, regions = {} } = byId.get(id) ?? {};
        return { waitedMs: now - enqueuedAt, home: homeOf(regions) };
      });
      return { match: `m${++made}`, at: now, people, tickets };
    });
    for (const { id } of waiting) tableOf.delete(id);
    for (const table of fresh) for (const id of table.tickets) tableOf.set(id, table);
    tables = [...fresh, ...tables].slice(0, TABLES_LOOKED_AT);
    return matches;
  };
  let began: MadeTable[] = [];
  let expectations: Expectations | null = null;
  return {
    name,
    everyMs: 1000,
    pass,
    arrived: pass,
    expected({ rating, regions, bots, enqueuedAt }, now) {
      expectations ??= new Expectations(began);
      const waitedMs = now - enqueuedAt;
      const of = expectations.of({ rating: rating.mu, home: homeOf(regions), waitedMs });
      const atMost = bots ? (policy.botsAfterMs - waitedMs) / 1000 : Number.POSITIVE_INFINITY;
      return of && { p50: 1000 * told(Math.min(of.p50, atMost)), p80: 1000 * told(Math.min(of.p80, atMost)) };
    },
    began(tickets, bots, now) {
      const people = tickets.map(({ enqueuedAt, rating, regions }) => ({
        waitedMs: now - enqueuedAt,
        rating: rating.mu,
        home: homeOf(regions),
      }));
      const table = { match: '', game: '', at: now, people, bots, spread: 0, region: null };
      began = [table, ...began].slice(0, TABLES_LOOKED_AT);
      expectations = null;
    },
  };
}
