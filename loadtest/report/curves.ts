import { type Curve, escaped, lines, roundUp } from '../../scripts/simulate/plots.ts';
import { STYLE } from '../../scripts/simulate/style.ts';
import { n, rowsOf, writesOf } from './page.ts';
import type { Point, Report } from './Report.ts';

/** What is drawn over the number of players: a caption, the unit, and a line each. */
const PLOTS: { caption: string; unit: string; lines: [string, (point: Point) => number | null][] }[] = [
  {
    caption: 'CPU',
    unit: '% of a core',
    lines: [
      ['server', ({ server }) => server.cpu_percent],
      ['Redis', (point) => point.redis_cpu_percent],
      ['Postgres', (point) => point.postgres_cpu_percent],
      ['the swarm itself', ({ swarm }) => swarm.cpu_percent],
    ],
  },
  {
    caption: 'Join',
    unit: 'ms',
    lines: [
      ['p50', ({ joins }) => joins.p50],
      ['p99', ({ joins }) => joins.p99],
    ],
  },
  {
    caption: 'Action to acknowledgement',
    unit: 'ms',
    lines: [
      ['p50', ({ ack }) => ack.p50],
      ['p99', ({ ack }) => ack.p99],
    ],
  },
  {
    caption: 'Action to seen by the others',
    unit: 'ms',
    lines: [
      ['p50', ({ seen }) => seen.p50],
      ['p99', ({ seen }) => seen.p99],
    ],
  },
  {
    caption: 'Event loop of the busiest process',
    unit: 'ms',
    lines: [
      ['p99', ({ processes }) => most(processes.map(({ loop_p99 }) => loop_p99))],
      ['longest', ({ processes }) => most(processes.map(({ loop_longest }) => loop_longest))],
    ],
  },
  {
    caption: 'CPU per message',
    unit: 'µs',
    lines: [
      ['server', ({ server }) => server.cpu_us_per_message],
      ['a bare server', ({ floor }) => floor?.cpu_us_per_message ?? null],
    ],
  },
  {
    caption: 'Memory of the server',
    unit: 'MB',
    lines: [['all processes', ({ processes }) => sum(processes.map(({ rss_mb }) => rss_mb))]],
  },
];

/** A report as a page with curves over the number of players, light and dark. */
export function drawCurves(report: Report): string {
  const { points, vanilla, scenario, target, machine, load } = report;
  const plots = PLOTS.map((plot) => drawn(plot, points)).join('\n');
  const [head = [], ...rows] = rowsOf([...points, ...(vanilla ? [vanilla] : [])]);
  const names = head.map((cell, i) => (i > points.length ? `${cell}, plain Colyseus` : cell));
  const titles = names.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('');
  const cells = (row: readonly string[]) => row.map((cell) => `<td>${escaped(cell)}</td>`).join('');
  const body = rows.map((row) => `<tr>${cells(row)}</tr>`).join('');
  const table = `<table><thead><tr>${titles}</tr></thead><tbody>${body}</tbody></table>`;
  const conditions = [
    target,
    ...report.settings,
    report.date.slice(0, 16).replace('T', ' '),
    `${machine.cores} cores, ${n(machine.memory_gb)} GB, Node ${machine.node}`,
    `load average ${n(load.before)} before, ${n(load.after)} after`,
    `seed ${report.seed}`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(scenario)} under load</title>
<style>${STYLE}pre{overflow-x:auto;font-size:.8rem}</style>
</head>
<body>
<main>
<h1>${escaped(scenario)} under load</h1>
<p>${escaped(conditions.join('; '))}</p>
<div class="plots">
${plots}
</div>
<section><h2>Numbers</h2><div class="wide" tabindex="0" role="region" aria-label="Every load">${table}</div></section>
${written(points)}
</main>
</body>
</html>
`;
}

function written(points: readonly Point[]): string {
  const text = points.flatMap(writesOf).join('\n').trim();
  return text === '' ? '' : `<section><h2>Written</h2><pre tabindex="0">${escaped(text)}</pre></section>`;
}

function drawn({ caption, unit, lines: all }: (typeof PLOTS)[number], points: readonly Point[]): string {
  const curves = all.flatMap(([name, of], color): Curve[] => {
    const known = points.flatMap((point): [number, number][] => {
      const value = of(point);
      return value === null ? [] : [[point.clients, value]];
    });
    return known.length === 0 ? [] : [{ name, color, points: known }];
  });
  if (curves.length === 0) return '';
  const highest = (axis: 0 | 1) =>
    roundUp(Math.max(...curves.flatMap((curve) => curve.points.map((p) => p[axis]))));
  const axes = { title: caption, x: 'players', y: unit, xMax: highest(0), yMax: highest(1) };
  const legend = curves.map(({ name, color }) => `<li class="c${color}">${escaped(name)}</li>`).join('');
  return `<figure><figcaption>${escaped(caption)}</figcaption>${lines(axes, curves)}<ul class="legend">${legend}</ul></figure>`;
}

function most(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function sum(values: readonly (number | null)[]): number | null {
  return values.some((value) => value === null) ? null : values.reduce((all: number, v) => all + (v ?? 0), 0);
}
