import type { Point, Report, Times } from './Report.ts';

/** Rows of a figure, by what it is: a label and a value for each load. */
type Row = [label: string, of: (point: Point) => string];

const ROWS: Row[] = [
  ['players', ({ clients }) => n(clients)],
  ['in', ({ joins }) => `${n(joins.joined)}${joins.failed > 0 ? ` (${n(joins.failed)} failed)` : ''}`],
  ['joins/s (asked)', ({ joins }) => `${n(joins.per_s)} (${n(joins.asked_per_s)})`],
  ['join p50 / p99, ms', ({ joins }) => pair(joins)],
  ['CPU of the server per join, ms', ({ joins }) => n(joins.cpu_ms)],
  ['queue to seat p50 / p99, s', ({ queue }) => `${n(over(queue.p50, 1000))} / ${n(over(queue.p99, 1000))}`],
  ['seat to table p50 / p99, ms', ({ seat }) => pair(seat)],
  ['play, at tables', ({ playing, tables }) => `${n(playing)}, ${n(tables)}`],
  ['actions/s', ({ actions }) => n(actions.per_s)],
  ['action → acknowledged p50 / p99 / longest, ms', ({ ack }) => triple(ack)],
  ['action → seen by the others p50 / p99 / longest, ms', ({ seen }) => triple(seen)],
  ['sent to all → heard p50 / p99 / longest, ms', ({ told }) => triple(told)],
  ['asked → told how the button stands p50 / p99, ms', ({ state }) => pair(state)],
  [
    'lost, doubled, out of order',
    ({ delivery }) => `${n(delivery.lost)}, ${n(delivery.doubled)}, ${n(delivery.disordered)}`,
  ],
  ['event loop p50 / p99 / longest, ms', ({ processes }) => each(processes, loop)],
  ['CPU of the server, % of a core', ({ processes }) => each(processes, ({ cpu_percent }) => n(cpu_percent))],
  ['  per 1,000 players', ({ server }) => n(server.cpu_percent_per_1000)],
  ['  per message, µs (× the floor)', perMessage],
  ['messages per player and second', ({ per_player }) => n(per_player.messages_per_s)],
  ['bytes per player and second', ({ per_player }) => n(per_player.bytes_per_s)],
  ['memory per connection, kB', ({ server }) => n(server.kb_per_connection)],
  ['memory of the server, MB', ({ processes }) => each(processes, ({ rss_mb }) => n(rss_mb))],
  ['CPU of Redis, Postgres, %', (point) => `${n(point.redis_cpu_percent)}, ${n(point.postgres_cpu_percent)}`],
  ['clients cut', ({ cut }) => n(cut)],
  ['the swarm: CPU %, late p99 ms', ({ swarm }) => `${n(swarm.cpu_percent)}, ${n(swarm.late_p99)}`],
];

/** A report as one page for the terminal. */
export function page(report: Report): string {
  const { points, vanilla, machine, load } = report;
  const columns = [...points, ...(vanilla ? [vanilla] : [])];
  const heads = [...points.map(() => 'Parlor'), ...(vanilla ? ['plain Colyseus'] : [])];
  const table = [
    ...(vanilla ? [['', ...heads]] : []),
    ...ROWS.map(([label, of]) => [label, ...columns.map(of)]),
  ];
  return [
    '',
    `${report.scenario} on ${report.target}`,
    `${report.date}, ${machine.cores} cores, ${n(machine.memory_gb)} GB, Node ${machine.node}, load average ${n(load.before)} before and ${n(load.after)} after`,
    `seed ${report.seed}${report.settings.map((text) => `; ${text}`).join('')}`,
    '',
    ...linedUp(table),
    ...points.flatMap(writesOf),
    ...columns.flatMap((point) => troubles(point)),
    ...(vanilla ? ['', overVanilla(report)] : []),
    ...(report.missed.length > 0 ? ['', ...report.missed.map((text) => `MISSED: ${text}`)] : []),
  ].join('\n');
}

/** What Parlor costs over its framework, in a sentence. */
export function overVanilla({ over_vanilla, ack_over_vanilla }: Report): string {
  return `A player takes ${n(over_vanilla)} times the CPU that plain Colyseus takes; an acknowledgement, ${n(ack_over_vanilla)} times as long (p50).`;
}

/** Rows of a table of all figures: labels, then a cell for each load. */
export function rowsOf(points: readonly Point[]): string[][] {
  return ROWS.map(([label, of]) => [label.trim(), ...points.map(of)]);
}

/** What was written per table and second as a match went on. */
export function writesOf({ clients, writes }: Point): string[] {
  const known = writes.filter(({ tables }) => tables > 0);
  if (known.length === 0) return [];
  const head = ['from – to, s', 'tables', 'to Redis', 'to Postgres’ log', 'by the server itself'];
  const rows = known.map((one) => [
    `${n(one.from_s)} – ${n(one.to_s)}`,
    n(one.tables),
    n(one.redis_bytes),
    n(one.postgres_bytes),
    n(one.server_bytes),
  ]);
  return ['', `bytes written per table and second, ${n(clients)} players:`, ...linedUp([head, ...rows])];
}

function troubles({ clients, failed, actions }: Point): string[] {
  const all = [
    ...Object.entries(actions.refused).map(([code, count]) => `${n(count)} × refused: ${code}`),
    ...Object.entries(failed).map(([what, count]) => `${n(count)} × ${what}`),
    ...(actions.unanswered > 0 ? [`${n(actions.unanswered)} actions without an answer`] : []),
  ];
  return all.length === 0 ? [] : ['', `with ${n(clients)} players:`, ...all.map((text) => `  ${text}`)];
}

function linedUp(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) => {
    const cells = row.map((cell, i) =>
      i === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[i] ?? 0),
    );
    return `  ${cells.join('   ')}`.trimEnd();
  });
}

/** Three figures are enough of a number. */
export function n(value: number | null): string {
  if (value === null || Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(value !== 0 && Math.abs(value) < 1 ? 2 : 3)));
}

function over(value: number | null, by: number): number | null {
  return value === null ? null : value / by;
}

function pair({ p50, p99 }: Pick<Times, 'p50' | 'p99'>): string {
  return `${n(p50)} / ${n(p99)}`;
}

function triple(times: Times): string {
  return `${pair(times)} / ${n(times.longest)}`;
}

function each<T>(all: readonly T[], of: (one: T) => string): string {
  return all.map(of).join('; ');
}

function loop({ loop_p50, loop_p99, loop_longest }: Point['processes'][number]): string {
  return `${n(loop_p50)} / ${n(loop_p99)} / ${n(loop_longest)}`;
}

function perMessage({ server, floor }: Point): string {
  if (floor === null) return n(server.cpu_us_per_message);
  return `${n(server.cpu_us_per_message)} (${n(server.over_floor)} × ${n(floor.cpu_us_per_message)})`;
}
