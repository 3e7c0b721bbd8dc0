import { n, overVanilla, rowsOf } from './page.ts';
import type { Report } from './Report.ts';

const BEGIN = '<!-- figures: written by npm run loadtest:figures -->';
const END = '<!-- end of figures -->';

/** A document with other figures. @throws Error when it has no place for them */
export function withFigures(doc: string, tables: string): string {
  const [begin, end] = [doc.indexOf(BEGIN), doc.indexOf(END)];
  if (begin === -1 || end < begin) throw new Error(`The document has no lines ${BEGIN} and ${END}.`);
  return `${doc.slice(0, begin + BEGIN.length)}\n\n${tables}\n\n${doc.slice(end)}`;
}

/** Reports as Markdown: when, where and how it was measured, then what came of it. */
export function figureTables(measured: readonly { title: string; args: string; report: Report }[]): string {
  return measured.map(({ title, args, report }) => oneOf(title, args, report)).join('\n\n');
}

function oneOf(title: string, args: string, report: Report): string {
  const { points, vanilla, machine, load, settings, date, target } = report;
  const columns = [...points, ...(vanilla ? [vanilla] : [])];
  const names = [...points.map(() => 'Parlor'), ...(vanilla ? ['plain Colyseus'] : [])];
  const troubles = columns.flatMap((point, i) =>
    Object.entries({ ...point.actions.refused, ...point.failed }).map(
      ([what, count]) => `${names[i]}, ${n(point.clients)} players: ${n(count)} × ${what}`,
    ),
  );
  return [
    `### ${title}`,
    '',
    `\`npm run loadtest -- ${args} --seed ${report.seed}\``,
    '',
    `${date.slice(0, 10)}; ${target}; ${machine.cores} cores, ${n(machine.memory_gb)} GB, Node ${machine.node}; load average ${n(load.before)} before, ${n(load.after)} after. ${settings.join('. ')}${settings.length > 0 ? '.' : ''}`,
    '',
    ...table([['', ...names], ...rowsOf(columns)]),
    ...(vanilla ? ['', overVanilla(report)] : []),
    ...points.flatMap(({ clients, writes }) => written(clients, writes)),
    ...(troubles.length > 0 ? ['', `Not well: ${troubles.join('; ')}.`] : []),
  ].join('\n');
}

function written(clients: number, writes: Report['points'][number]['writes']): string[] {
  const known = writes.filter(({ tables }) => tables > 0);
  if (known.length === 0) return [];
  const rows = known.map((one) => [
    `${n(one.from_s)} – ${n(one.to_s)} s`,
    n(one.redis_bytes),
    n(one.postgres_bytes),
    n(one.server_bytes),
  ]);
  const head = ['', 'to Redis', 'to Postgres’ log', 'by the server itself'];
  return ['', `Bytes written per table and second, ${n(clients)} players:`, '', ...table([head, ...rows])];
}

function table([head = [], ...rows]: readonly string[][]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)];
}
