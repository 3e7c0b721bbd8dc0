import { parseArgs } from 'node:util';
import { playMatch } from './fairness/play.ts';
import { LAG_RULES, type LagRule } from './fairness/rules.ts';

/*
 * How fair the arena is to slow networks: how often equal players hit over 20, 80, 150 and 250 ms (there and back), under
 * the game's own rule and under others, and how many of all hits are farther than 0.6 m from where their victim is.
 * Nothing waits: the same seed prints the same table.
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

function row(name: string, rule: LagRule | undefined): string {
  const sums = RTTS.map(() => ({ shots: 0, hits: 0, far: 0 }));
  for (let n = 0; n < Number(values.matches); n++) {
    // Everybody sits everywhere.
    const order = RTTS.map((_, i) => (i + n) % RTTS.length);
    const results = playMatch(
      order.map((i) => ({ rtt: RTTS[i] ?? 0 })),
      `${values.seed} ${n}`,
      rule,
    );
    for (const [seat, { shots, hits, far }] of results.entries()) {
      const sum = sums[order[seat] ?? 0];
      if (sum) Object.assign(sum, { shots: sum.shots + shots, hits: sum.hits + hits, far: sum.far + far });
    }
  }
  const rates = sums.map(({ shots, hits }) => (100 * hits) / shots);
  const all = sums.reduce((sum, { hits }) => sum + hits, 0);
  const far = sums.reduce((sum, one) => sum + one.far, 0);
  const shown = rates.map((rate) => rate.toFixed(1)).join(' / ');
  const ratio = (Math.min(...rates) / Math.max(...rates)).toFixed(2);
  return `| ${name} | ${shown} | ${ratio} | ${rule ? ((100 * far) / all).toFixed(1) : '–'} |`;
}
