import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { Random } from '../src/lib/random.ts';
import { matchQueue } from '../src/matchmaking/matcher/matcher.ts';
import { defaultPolicy } from '../src/matchmaking/matcher/policy.ts';
import type { QueuedTicket } from '../src/matchmaking/matcher/types.ts';

/*
 * What a pass of the matcher costs over 1,000, 10,000 and 100,000 tickets, beside a plain sort by rating of the same
 * tickets in the same run: absolute times drift, ratios less. `crowd`: a queue after a rush, where nearly all are
 * seated; `stuck`: nobody takes anybody, so that all is tried and everybody gets an explanation.
 *
 *     npx node bench/matcher.ts [--passes 15] [--regions] [--json]
 */

const { values } = parseArgs({
  options: {
    passes: { type: 'string', default: '15' },
    /** Three regions, a party for one in eight, blocked and recent opponents. */
    regions: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const PASSES = Number(values.passes);
const NOW = 1_800_000_000_000;

function nearRegions(random: Random): Record<string, number> {
  return { eu: random.int(10, 140), us: random.int(10, 140), ap: random.int(60, 250) };
}

function queue(count: number, rich: boolean): QueuedTicket[] {
  const random = Random.seeded(`bench ${count}`);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.float())) * Math.cos(2 * Math.PI * random.float());
  return Array.from({ length: count }, (_, i) => ({
    id: `ticket-${i}`,
    player: `player-${i}`,
    rating: { mu: 1500 + 350 * normal(), sigma: 80, played: 30 },
    regions: rich ? nearRegions(random) : {},
    bots: false,
    enqueuedAt: NOW - random.int(0, 30_000),
    party: rich && i % 16 < 2 ? `party-${i >> 4}` : null,
    priority: false,
    blocked: rich && i % 20 === 0 ? [`player-${random.int(0, count - 1)}`] : [],
    recent: rich
      ? Object.fromEntries(
          Array.from({ length: 4 }, () => [`player-${random.int(0, count - 1)}`, NOW - 600_000]),
        )
      : {},
  }));
}

/**
 * Sorts and passes in turn, so that what else the machine does is in both: medians in ms, and of how many sorts a pass
 * is.
 */
function beside(sort: () => void, pass: () => void): { sort: number; pass: number; ratio: number } {
  for (let i = 0; i < 3; i++) {
    sort();
    pass();
  }
  const times = Array.from({ length: PASSES }, () => ({ sort: timed(sort), pass: timed(pass) }));
  const ratios = times.map(({ sort, pass }) => pass / sort);
  return {
    sort: median(times.map((of) => of.sort)),
    pass: median(times.map((of) => of.pass)),
    ratio: median(ratios),
  };
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

const stuck = { ...defaultPolicy, aims: defaultPolicy.aims.map((aim) => ({ ...aim, window: 0 })) };
const rows = [1_000, 10_000, 100_000].map((count) => {
  const tickets = queue(count, values.regions);
  const sort = () => tickets.toSorted((a, b) => a.rating.mu - b.rating.mu);
  const crowd = beside(sort, () => matchQueue(tickets, [], NOW, defaultPolicy));
  const nobody = beside(sort, () => matchQueue(tickets, [], NOW, stuck));
  const { matches, explanations } = matchQueue(tickets, [], NOW, defaultPolicy);
  return { count, crowd, stuck: nobody, matches: matches.length, waiting: explanations.size };
});

if (values.json) console.log(JSON.stringify(rows));
else
  for (const { count, crowd, stuck, matches, waiting } of rows)
    console.log(
      `${count} tickets: a plain sort ${crowd.sort.toFixed(2)} ms; a pass ${crowd.pass.toFixed(1)} ms ` +
        `(${crowd.ratio.toFixed(1)} sorts; ${matches} tables, ${waiting} wait); ` +
        `with nobody to seat ${stuck.pass.toFixed(1)} ms (${stuck.ratio.toFixed(1)} sorts)`,
    );
