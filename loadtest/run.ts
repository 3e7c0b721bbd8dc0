import { readFileSync, writeFileSync } from 'node:fs';
import { type Options, readOptions, USAGE } from './options.ts';
import { type Bars, parseBars } from './report/bars.ts';
import { drawCurves } from './report/curves.ts';
import { page } from './report/page.ts';
import type { Report } from './report/Report.ts';
import { runLoadTest } from './runLoadTest.ts';

/** What a server writes is shown up to this many lines, and so much of each: it may write one for every player. */
const LINES_SHOWN = 10;
const LINE_SHOWN = 300;

async function main(options: Options): Promise<void> {
  const bars: Bars = options.bars === undefined ? {} : parseBars(readFileSync(options.bars, 'utf8'));
  const giveUp = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => giveUp.abort());
  const since = performance.now();
  let lines = 0;
  const onLine = (line: string) => {
    lines += 1;
    if (lines <= LINES_SHOWN) console.error(line.slice(0, LINE_SHOWN));
  };
  const report = await runLoadTest(options, {
    bars,
    operatorPassword: process.env.OPERATOR_PASSWORD || null,
    say: (text) => console.error(`${((performance.now() - since) / 1000).toFixed(1).padStart(7)} s  ${text}`),
    onLine,
    signal: giveUp.signal,
  });
  if (lines > LINES_SHOWN) console.error(`The server wrote ${lines - LINES_SHOWN} more lines.`);
  if (options.output !== undefined) writeFileSync(options.output, inFormatOf(options.output, report));
  console.log(options.json ? JSON.stringify(report) : page(report));
  process.exitCode = report.missed.length === 0 ? 0 : 1;
}

function inFormatOf(file: string, report: Report): string {
  if (file.endsWith('.html')) return drawCurves(report);
  return file.endsWith('.json') ? JSON.stringify(report, null, 2) : `${page(report).trim()}\n`;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(USAGE);
  else await main(options);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
