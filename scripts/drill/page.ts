import { FINDINGS } from './findings.ts';
import { histogram } from './histogram.ts';
import type { Report } from './report.ts';

/** Findings shown in full; of the others only how many. */
const SHOWN = 20;

/** A report as a page for the terminal. */
export function page(report: Report): string {
  const { matches, actions, awards, clients, recovery, findings, faults } = report;
  const done = Object.entries(faults).map(([fault, times]) => `${times} × ${fault}`);
  return [
    '',
    `The drill: ${report.processes} processes, ${report.seconds} s, seed ${report.seed}` +
      (report.without ? `, without ${report.without}` : ''),
    `  ${done.join(', ') || 'nothing was done to them'}`,
    '',
    line(
      'matches started',
      matches.started,
      matches.never_started ? `${matches.never_started} never began` : '',
    ),
    line('  finished', matches.finished),
    line('  abandoned', matches.abandoned),
    line('  lost', matches.lost),
    line('  could not be checked', matches.unchecked),
    line('actions acknowledged', actions.acknowledged),
    line('  lost', actions.lost),
    line('  done twice', actions.done_twice),
    ...(report.commands > 0 ? [line('commands taken', report.commands)] : []),
    line('awards told', awards.told),
    line('  lost', awards.lost),
    line('  given twice', awards.twice),
    line('ledgers out of balance', report.ledgers_unbalanced),
    line('states that differ from replay', report.replays_different),
    line('split brains', report.split_brains),
    line('tickets lost', report.tickets_lost),
    line(
      'clients cut off',
      clients.dropped,
      `${clients.percent} % back, ${clients.back_by_themselves} by themselves`,
    ),
    '',
    ...recoveryLines(recovery),
    ...findings.slice(0, SHOWN).map(({ kind, match, text }) => `  ✗ ${FINDINGS[kind]}: ${match} ${text}`),
    ...(findings.length > SHOWN ? [`  … and ${findings.length - SHOWN} more`] : []),
    report.ok ? 'Nothing was lost.' : 'THE DRILL FAILED.',
  ].join('\n');
}

function line(what: string, count: number, more = ''): string {
  return `  ${what.padEnd(32)} ${String(count).padStart(8)}   ${more}`.trimEnd();
}

function recoveryLines({ p50, p95, p99, max, times }: Report['recovery']): string[] {
  if (times.length === 0) return [];
  return [
    `  from a kill to the first action or command that was taken of ${times.length} players, in ms:`,
    `  p50 ${p50}   p95 ${p95}   p99 ${p99}   longest ${max}`,
    '',
    ...histogram(times),
    '',
  ];
}
