import { BANDS, spreadOf } from '../../src/matchmaking/simulator/measure.ts';
import type { Prediction } from '../../src/matchmaking/simulator/prediction.ts';
import { quantile } from '../../src/matchmaking/simulator/quantile.ts';
import type { ScenarioResult } from '../../src/matchmaking/simulator/scenario.ts';
import { bars, type Curve, escaped, lines, roundUp } from './plots.ts';
import { STYLE } from './style.ts';
import { rowsOf } from './table.ts';

const CURVE_POINTS = 100;

/** A page of its own, light and dark, that shows the runs: plots for each rate and seed, and every number below. */
export function drawReport(results: readonly ScenarioResult[], recorded: Prediction | null): string {
  const crowds = Map.groupBy(
    results,
    ({ report }) => `${report.rate} arrivals a second, seed ${report.seed}`,
  );
  const sections = [...crowds].map(([title, runs]) => section(title, runs));
  const extra = recorded ? recordedSection(recorded) : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Matchmaking, simulated</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Matchmaking, simulated</h1>
${sections.join('\n')}
${extra}
<section><h2>Numbers</h2>${numbers(results)}</section>
</main>
</body>
</html>
`;
}

function section(title: string, runs: readonly ScenarioResult[]): string {
  const series = runs.map(({ report }, color) => ({ name: report.policy, color }));
  const legend = series.map(({ name, color }) => `<li class="c${color}">${escaped(name)}</li>`).join('');
  const of = (values: (report: ScenarioResult['report']) => (number | null)[]) =>
    runs.map(({ report }, i) => ({ name: report.policy, color: i, values: values(report) }));
  const highest = (all: readonly { values: (number | null)[] }[]) =>
    roundUp(Math.max(0, ...all.flatMap(({ values }) => values.map((value) => value ?? 0))));
  const barPlot = (caption: string, y: string, groups: string[], all: ReturnType<typeof of>) =>
    figure(caption, bars({ title: `${caption}; ${title}`, y, yMax: highest(all) }, groups, all));

  const sizes = ['1', '2', '3', '4', '5'];
  const latencies = of(({ rtt }) => [rtt.p50, rtt.p95, rtt.worst.p95]);
  return `<section>
<h2>${escaped(title)}</h2>
<ul class="legend">${legend}</ul>
<div class="plots">
${distribution('How long people wait', 'seconds', title, runs, 0.99, waitsOf)}
${distribution('How far apart ratings are at a table', 'points', title, runs, 1, (run) => run.outcome.tables.map(spreadOf))}
${barPlot(
  'How many people are at a table',
  '% of tables',
  sizes,
  of((r) => sizes.map((size) => 100 * (r.sizes[size] ?? 0))),
)}
${barPlot(
  'Wait by rating, p95',
  'seconds',
  [...BANDS],
  of((r) => BANDS.map((band) => r.bands[band].wait_s.p95)),
)}
${barPlot(
  'Spread by rating, p95',
  'points',
  [...BANDS],
  of((r) => BANDS.map((band) => r.bands[band].spread.p95)),
)}
${barPlot(
  'Fairness: waits of the three, 1 is the same',
  'Jain index',
  [''],
  of((r) => [r.fairness]),
)}
${barPlot(
  'Met again within half an hour',
  '% of pairs',
  [''],
  of((r) => [100 * r.repeat_opponents.share]),
)}
${barPlot('Latency to the table', 'ms', ['p50', 'p95', 'farthest, p95'], latencies)}
${calibration('Predicted and observed wins', title, calibrationsOf(runs))}
</div>
</section>`;
}

function recordedSection(recorded: Prediction): string {
  const curve = { name: 'recorded matches', color: 0, points: pointsOf(recorded) };
  return `<section><h2>${recorded.matches} recorded matches</h2>
<p>Log loss ${recorded.log_loss}, by chance ${recorded.log_loss_uniform}.</p>
<div class="plots">${calibration('Predicted and observed wins', 'recorded matches', [curve])}</div></section>`;
}

/** Share of values up to each. The axis ends where nearly all are. */
function distribution(
  caption: string,
  unit: string,
  title: string,
  runs: readonly ScenarioResult[],
  shown: number,
  valuesOf: (run: ScenarioResult) => number[],
): string {
  let end = 0;
  const curves = runs.map((run, color): Curve => {
    const values = valuesOf(run).sort((a, b) => a - b);
    end = Math.max(end, quantile(values, shown) ?? 0);
    const points = Array.from({ length: CURVE_POINTS + 1 }, (_, i): [number, number] => [
      quantile(values, i / CURVE_POINTS) ?? 0,
      values.length === 0 ? 0 : i,
    ]);
    return { name: run.report.policy, color, points };
  });
  const axes = { title: `${caption}; ${title}`, x: unit, y: '% have at most', xMax: roundUp(end), yMax: 100 };
  return figure(caption, lines(axes, curves));
}

function calibration(caption: string, title: string, curves: readonly Curve[]): string {
  const axes = { title: `${caption}; ${title}`, x: 'predicted chance', y: 'share who won', xMax: 1, yMax: 1 };
  return figure(caption, lines(axes, curves, true));
}

function calibrationsOf(runs: readonly ScenarioResult[]): Curve[] {
  return runs.map(({ report }, color) => ({
    name: report.policy,
    color,
    points: pointsOf(report.prediction),
  }));
}

/** Few players with the same chance say little. */
function pointsOf({ calibration: bins }: Prediction): [number, number][] {
  return bins
    .filter(({ count }) => count >= 20)
    .map(({ predicted, observed }) => [predicted, observed] as [number, number]);
}

function waitsOf({ outcome }: ScenarioResult): number[] {
  return outcome.tables.flatMap(({ at, people }) =>
    people.map(({ ticket }) => (at - ticket.enqueuedAt) / 1000),
  );
}

function figure(caption: string, plot: string): string {
  return `<figure><figcaption>${escaped(caption)}</figcaption>${plot}</figure>`;
}

function numbers(results: readonly ScenarioResult[]): string {
  const [head = [], ...rows] = rowsOf(results.map(({ report }) => report));
  const titles = head.map((title) => `<th scope="col">${escaped(title)}</th>`).join('');
  const cells = (row: readonly string[]) => row.map((cell) => `<td>${escaped(cell)}</td>`).join('');
  const body = rows.map((row) => `<tr>${cells(row)}</tr>`).join('');
  return `<div class="wide" tabindex="0" role="region" aria-label="Every run">
<table><thead><tr>${titles}</tr></thead><tbody>${body}</tbody></table></div>`;
}
