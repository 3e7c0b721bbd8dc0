import { parseArgs } from 'node:util';
import type { Arrival } from '../src/matchmaking/simulator/Arrival.ts';
import { DEFAULT_ARRIVALS, generateArrivals } from '../src/matchmaking/simulator/generateArrivals.ts';

/*
 * What matching could do at best if it knew who will come: the share of people for whom no two others come within
 * `--wait` seconds and `--spread` points, whom no rule can seat so, and the share left by tables that a search in
 * hindsight finds. The rest of a rule's wait is the price of not knowing the future.
 *
 *     npx node bench/hindsight.ts [--rate 0.5] [--seeds 4] [--spread 280] [--wait 30,24,20]
 */

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '0.5' },
    seeds: { type: 'string', default: '4' },
    spread: { type: 'string', default: '280' },
    wait: { type: 'string', default: '30,24,20,17,15' },
  },
});
const ROUNDS = 6;
const spread = Number(values.spread);

interface Crowd {
  count: number;
  /** Who comes near enough in time and rating, by person. */
  near: number[][];
  suit(a: number, b: number): boolean;
}

function crowdOf(arrivals: readonly Arrival[], waitMs: number): Crowd {
  const apart = (a: number, b: number, of: (who: Arrival) => number) =>
    Math.abs(of(arrivals[a] as Arrival) - of(arrivals[b] as Arrival));
  const suit = (a: number, b: number) =>
    apart(a, b, ({ at }) => at) <= waitMs && apart(a, b, ({ rating }) => rating.mu) <= spread;
  const near = arrivals.map((): number[] => []);
  for (let a = 0; a < arrivals.length; a++)
    for (let b = a + 1; b < arrivals.length && apart(a, b, ({ at }) => at) <= waitMs; b++)
      if (suit(a, b)) {
        near[a]?.push(b);
        near[b]?.push(a);
      }
  return { count: arrivals.length, near, suit };
}

/** Two of these who suit each other, those with the fewest neighbours first. */
function pairOf({ near, suit }: Crowd, among: readonly number[]): [number, number] | null {
  const few = among.toSorted((a, b) => (near[a]?.length ?? 0) - (near[b]?.length ?? 0));
  for (const [i, a] of few.entries()) for (const b of few.slice(i + 1)) if (suit(a, b)) return [a, b];
  return null;
}

/** How many sit at tables, the hardest to seat first; a table of four or five gives one away. */
function seatable(crowd: Crowd): number {
  const tables: (Set<number> | undefined)[] = new Array(crowd.count).fill(undefined);
  const order = crowd.near.map((_, i) => i);
  order.sort((a, b) => (crowd.near[a]?.length ?? 0) - (crowd.near[b]?.length ?? 0));
  const seat = (who: number): void => {
    const around = crowd.near[who] ?? [];
    const free = around.filter((other) => tables[other] === undefined);
    const spare = around.filter((other) => (tables[other]?.size ?? 4) > 3);
    const pair = pairOf(crowd, free) ?? pairOf(crowd, spare);
    if (pair && !(tables[pair[0]] !== undefined && tables[pair[0]] === tables[pair[1]])) {
      const table = new Set([who, ...pair]);
      for (const other of pair) tables[other]?.delete(other);
      for (const other of table) tables[other] = table;
      return;
    }
    const joined = around
      .map((other) => tables[other])
      .find((table) => table && table.size < 5 && [...table].every((other) => crowd.suit(who, other)));
    joined?.add(who);
    tables[who] = joined;
  };
  for (let round = 0; round < ROUNDS; round++)
    for (const who of order) if (tables[who] === undefined) seat(who);
  return tables.filter((table) => table !== undefined).length;
}

for (const wait of values.wait.split(',').map(Number)) {
  let people = 0;
  let alone = 0;
  let seated = 0;
  for (let seed = 1; seed <= Number(values.seeds); seed++) {
    const settings = { ...DEFAULT_ARRIVALS, seed: String(seed), rate: Number(values.rate), hours: 1 };
    const crowd = crowdOf(generateArrivals(settings), wait * 1000);
    people += crowd.count;
    alone += crowd.near.filter((around) => !pairOf(crowd, around)).length;
    seated += seatable(crowd);
  }
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  console.log(
    `${values.rate}/s, ${wait} s, ${spread} points: nobody near for ${percent(alone / people)}; ` +
      `left by tables made in hindsight ${percent(1 - seated / people)}`,
  );
}
