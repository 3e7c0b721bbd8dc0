import { homeOf } from '../matcher/pace.ts';
import { type Prediction, predictionsOf } from './prediction.ts';
import { mean, type Quantiles, quantiles, round } from './quantile.ts';
import type { Outcome, SimulatedTable } from './simulate.ts';

export const BANDS = ['<1200', '1200-1800', '>1800'] as const;
type Band = (typeof BANDS)[number];

/** What a rule did with the arrivals. Waits are seconds, spreads rating points, shares 0 to 1. */
export interface Measurements {
  players: number;
  tables: number;
  /** Of people at tables: from pressing Play, or from the first time if a table fell through, to the table. */
  wait_s: Quantiles;
  /** Of tables: highest less lowest rating. */
  spread: Quantiles;
  /** Share of tables with so many people. */
  sizes: Record<string, number>;
  /** Tables with fewer than three people and no bots. */
  under_min: number;
  /** Who still waits at the end. */
  unmatched: number;
  unmatched_share: number;
  /** Of those. */
  unmatched_wait_s: Quantiles;
  repeat_opponents: { pairs: number; share: number };
  /** Ms to the region of the table, of those who said what they reach; and of the farthest at each table. */
  rtt: Quantiles & { worst: Quantiles; unreachable: number };
  /** By the region that is nearest: who lives there, and the tables that they sat at. */
  regions: Record<string, { players: number; wait_s: Quantiles; spread: Quantiles }>;
  bands: Record<Band, { players: number; wait_s: Quantiles & { mean: number | null }; spread: Quantiles }>;
  /** Jain's index of the bands' mean waits: 1 is the same for all, a third is everything for one. */
  fairness: number | null;
  parties_split: number;
  ready_check: { proposed: number; failed: number; failed_share: number; left: number };
  /**
   * Of what those who still waited were told, every few seconds, how often: which share of them then waited no longer
   * than the half and the 80 % that were named; null for rules that tell nothing. `none` is the share told 0 s.
   */
  told: { times: number; p50: number | null; p80: number | null; none: number | null };
  prediction: Prediction;
}

const MIN_PEOPLE = 3;
const SIZES = ['3', '4', '5'];

export function measure(outcome: Outcome, endMs: number): Measurements {
  const { tables, waiting } = outcome;
  const seated = tables.flatMap((table) =>
    table.people.map(({ ticket }) => ({
      band: bandOf(ticket.rating.mu),
      wait: (table.at - ticket.enqueuedAt) / 1000,
      spread: spreadOf(table),
    })),
  );
  const bands = Object.fromEntries(
    BANDS.map((band) => {
      const own = seated.filter((person) => person.band === band);
      const waits = own.map(({ wait }) => wait);
      const wait_s = { ...quantiles(waits), mean: round(mean(waits)) };
      return [band, { players: own.length, wait_s, spread: quantiles(own.map(({ spread }) => spread)) }];
    }),
  ) as Measurements['bands'];
  return {
    players: outcome.arrived,
    tables: tables.length,
    wait_s: quantiles(seated.map(({ wait }) => wait)),
    spread: quantiles(tables.map(spreadOf)),
    sizes: sizesOf(tables),
    under_min: tables.filter(({ people, bots }) => people.length < MIN_PEOPLE && bots === 0).length,
    unmatched: waiting.length,
    unmatched_share: share(waiting.length, outcome.arrived),
    unmatched_wait_s: quantiles(waiting.map(({ enqueuedAt }) => (endMs - enqueuedAt) / 1000)),
    repeat_opponents: repeatsIn(tables),
    rtt: latenciesOf(tables),
    regions: regionsOf(tables),
    bands,
    fairness: round(jain(BANDS.flatMap((band) => bands[band].wait_s.mean ?? [])), 3),
    parties_split: partiesSplit(tables),
    ready_check: {
      proposed: outcome.proposed,
      failed: outcome.fellThrough,
      failed_share: share(outcome.fellThrough, outcome.proposed),
      left: outcome.left,
    },
    told: toldRight(outcome.told),
    prediction: predictionsOf(tables),
  };
}

function toldRight(told: Outcome['told']): Measurements['told'] {
  const of = (right: (one: Outcome['told'][number]) => boolean) =>
    told.length === 0 ? null : share(told.filter(right).length, told.length);
  return {
    times: told.length,
    p50: of(({ p50, came }) => came <= p50),
    p80: of(({ p80, came }) => came <= p80),
    none: of(({ p50 }) => p50 <= 0),
  };
}

export function spreadOf({ people }: SimulatedTable): number {
  const ratings = people.map(({ ticket }) => ticket.rating.mu);
  return Math.max(...ratings) - Math.min(...ratings);
}

/** Jain's fairness index of values that are not negative. Null of none. */
function jain(values: readonly number[]): number | null {
  const squares = values.reduce((sum, value) => sum + value * value, 0);
  if (values.length === 0) return null;
  if (squares === 0) return 1;
  return values.reduce((sum, value) => sum + value, 0) ** 2 / (values.length * squares);
}

function bandOf(rating: number): Band {
  if (rating < 1200) return '<1200';
  return rating > 1800 ? '>1800' : '1200-1800';
}

function sizesOf(tables: readonly SimulatedTable[]): Record<string, number> {
  const counts = new Map(SIZES.map((size) => [size, 0]));
  for (const { people } of tables)
    counts.set(String(people.length), (counts.get(String(people.length)) ?? 0) + 1);
  return Object.fromEntries([...counts].map(([size, count]) => [size, share(count, tables.length)]));
}

/** Pairs, not of one party, that had met within half an hour. */
function repeatsIn(tables: readonly SimulatedTable[]): { pairs: number; share: number } {
  let all = 0;
  let again = 0;
  for (const { people } of tables)
    for (const [i, { ticket }] of people.entries())
      for (const { ticket: other } of people.slice(i + 1)) {
        if (ticket.party !== null && ticket.party === other.party) continue;
        all++;
        if (Object.hasOwn(ticket.recent, other.player) || Object.hasOwn(other.recent, ticket.player)) again++;
      }
  return { pairs: again, share: share(again, all) };
}

function regionsOf(tables: readonly SimulatedTable[]): Measurements['regions'] {
  const people = tables.flatMap((table) =>
    table.people.map(({ ticket }) => ({ table, ticket, home: homeOf(ticket.regions) })),
  );
  const homes = Map.groupBy(people, ({ home }) => home);
  homes.delete(null);
  return Object.fromEntries(
    [...homes].map(([home, own]) => {
      const at = [...new Set(own.map(({ table }) => table))];
      const waits = own.map(({ table, ticket }) => (table.at - ticket.enqueuedAt) / 1000);
      return [home, { players: own.length, wait_s: quantiles(waits), spread: quantiles(at.map(spreadOf)) }];
    }),
  );
}

function latenciesOf(tables: readonly SimulatedTable[]): Measurements['rtt'] {
  const all: number[] = [];
  const worst: number[] = [];
  let unreachable = 0;
  for (const table of tables) {
    const listed = table.people
      .map(({ ticket }) => ticket.regions)
      .filter((of) => Object.keys(of).length > 0);
    const region = table.region ?? bestRegion(listed);
    const reached = listed.flatMap((of) => of[region ?? ''] ?? []);
    unreachable += listed.length - reached.length;
    all.push(...reached);
    if (reached.length > 0) worst.push(Math.max(...reached));
  }
  return { ...quantiles(all), worst: quantiles(worst), unreachable };
}

/** For rules that know no regions: the one that most reach, and of those the one where the farthest is nearest. */
function bestRegion(listed: readonly Readonly<Record<string, number>>[]): string | null {
  const names = [...new Set(listed.flatMap((of) => Object.keys(of)))].sort();
  const rank = (name: string) => {
    const reached = listed.flatMap((of) => of[name] ?? []);
    return Math.max(...reached) - reached.length * 1e6;
  };
  return names.reduce<string | null>(
    (best, name) => (best === null || rank(name) < rank(best) ? name : best),
    null,
  );
}

function partiesSplit(tables: readonly SimulatedTable[]): number {
  const at = new Map<string, Set<SimulatedTable>>();
  for (const table of tables)
    for (const { ticket } of table.people)
      if (ticket.party !== null) at.set(ticket.party, (at.get(ticket.party) ?? new Set()).add(table));
  return [...at.values()].filter((split) => split.size > 1).length;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : round(part / whole, 4);
}
