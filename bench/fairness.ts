import { parseArgs } from 'node:util';
import type { Networked } from './fairness/Client.ts';
import { playMatch, type Result } from './fairness/play.ts';
import { LAG_RULES, type LagRule } from './fairness/rules.ts';

/*
 * How fair the arena is to slow networks: how often equal players hit over 20, 80, 150 and 250 ms (there and back),
 * under the game's own rule and under others, and how many of all hits are farther than 0.6 m from where their victim
 * is. And what somebody gains who says that their screen is older than it is, or who lets their network stand still
 * again and again: among equals, beside the same four when nobody tries anything. Nothing waits: the same seed prints
 * the same tables.
 *
 *     npx node bench/fairness.ts [--matches 40] [--seed fair]
 */

const RTTS = [20, 80, 150, 250];

const { values } = parseArgs({
  options: { matches: { type: 'string', default: '40' }, seed: { type: 'string', default: 'fair' } },
});

console.log(
  '| rule | hit rate at 20 / 80 / 150 / 250 ms, % | worst / best | far, % |\n| --- | --- | --- | --- |',
);
for (const rule of LAG_RULES) console.log(row(rule.name, rule));
console.log(row('the game as it is', undefined));
console.log(row('the same, each way 25 ms more or less', undefined, 25));

console.log(
  '\n| who tries | hit rate, % | when they do not, % | gain, % | hits for each taken, beside |\n| --- | --- | --- | --- | --- |',
);
for (const rtt of [20, 80, 150]) {
  console.log(gain(`old views at ${rtt} ms, believed`, { rtt, trick: 'old views' }, true));
  console.log(gain(`old views at ${rtt} ms, held`, { rtt, trick: 'old views' }));
}
console.log(gain('a lag switch at 80 ms', { rtt: 80, trick: 'lag switch' }));

function row(name: string, rule: LagRule | undefined, jitter = 0): string {
  const players = RTTS.map((rtt) => ({ rtt, jitter }));
  const sums = played(players, true, rule, rule !== undefined); // the others are about other views
  const rates = sums.map(rateOf);
  const all = sums.reduce((sum, { hits }) => sum + hits, 0);
  const far = sums.reduce((sum, one) => sum + one.far, 0);
  const shown = rates.map((rate) => rate.toFixed(1)).join(' / ');
  const ratio = (Math.min(...rates) / Math.max(...rates)).toFixed(2);
  return `| ${name} | ${shown} | ${ratio} | ${((100 * far) / all).toFixed(1)} |`;
}

/** @param believed whether views are taken as they are said to be */
function gain(name: string, cheat: Networked, believed = false): string {
  const { trick: _, ...honest } = cheat;
  const [tried] = played([cheat, honest, honest, honest], false, undefined, believed);
  const [not] = played([honest, honest, honest, honest], false);
  if (!tried || !not) throw new Error('nobody played');
  const worth = ({ hits, taken }: Result) => hits / taken;
  const more = 100 * (rateOf(tried) / rateOf(not) - 1);
  return `| ${name} | ${rateOf(tried).toFixed(1)} | ${rateOf(not).toFixed(1)} | ${more.toFixed(0)} | ${worth(tried).toFixed(2)}, ${worth(not).toFixed(2)} |`;
}

function rateOf({ shots, hits }: Result): number {
  return (100 * hits) / shots;
}

/** What each player did in all matches. @param turns whether everybody sits everywhere */
function played(players: readonly Networked[], turns: boolean, rule?: LagRule, believed = false): Result[] {
  const sums = players.map(() => ({ shots: 0, hits: 0, far: 0, taken: 0, held: 0, commands: 0, score: 0 }));
  for (let n = 0; n < Number(values.matches); n++) {
    const order = players.map((_, i) => (turns ? (i + n) % players.length : i));
    const seated = order.map((i) => players[i] ?? { rtt: 0 });
    for (const [seat, result] of playMatch(seated, `${values.seed} ${n}`, rule, believed).entries()) {
      const sum = sums[order[seat] ?? 0];
      if (sum) for (const key of Object.keys(sum) as (keyof Result)[]) sum[key] += result[key];
    }
  }
  return sums;
}
