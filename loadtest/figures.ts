import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readOptions } from './options.ts';
import { drawCurves } from './report/curves.ts';
import { figureTables, withFigures } from './report/performanceDoc.ts';
import type { Report } from './report/Report.ts';
import { runLoadTest } from './runLoadTest.ts';

/*
 * Takes the figures of docs/performance.md anew, on this machine, and writes them into it; curves go to artifacts/. It
 * takes about three quarters of an hour and wants the machine for itself. With --rehearse it does everything on a small
 * scale and writes nothing but what it would write.
 *
 *     npm run loadtest:figures
 */

const DOC = new URL('../docs/performance.md', import.meta.url);
const ARTIFACTS = new URL('../artifacts/', import.meta.url);

/** What is measured, in this order. `args` is what one would type after `npm run loadtest --`. */
const FIGURES: { title: string; args: string; rehearsal: string }[] = [
  {
    title: 'The lobby: 10,000 players who wait for nothing, one process',
    args: '--scenario lobby --numClients 10000 --rate 1000 --duration 60',
    rehearsal: '--scenario lobby --numClients 100 --rate 100 --duration 3',
  },
  {
    title: 'Relay: 1,000 players at 200 tables for a whole match, beside plain Colyseus',
    args: '--scenario relay --numClients 1000 --rate 100 --duration 285 --vanilla',
    rehearsal: '--scenario relay --numClients 20 --rate 100 --duration 6 --vanilla',
  },
  {
    title: 'Relay: more and more players, one process',
    args: '--scenario relay --curve 250,500,1000,1500,2000 --rate 100 --duration 60',
    rehearsal: '--scenario relay --curve 10,20 --rate 100 --duration 5',
  },
  {
    title: 'Hold’em: 1,000 players at 200 tables, an action at each in about 3 s, one process',
    args: '--scenario holdem --numClients 1000 --rate 100 --duration 120',
    rehearsal: '--scenario holdem --numClients 20 --rate 100 --duration 6',
  },
  {
    title: 'The lobby: more and more players, one process',
    args: '--scenario lobby --curve 1000,2000,5000,10000 --rate 300 --duration 60',
    rehearsal: '--scenario lobby --curve 20,40 --rate 100 --duration 3',
  },
  {
    title: 'Notifications: 5,000 players, each told something of their own every 10 s, two processes',
    args: '--scenario notify --numClients 5000 --rate 100 --duration 60 --processes 2',
    rehearsal: '--scenario notify --numClients 20 --rate 100 --duration 12',
  },
  {
    title: 'Notifications: everybody told the same every 10 s, and a few something urgent, one process',
    args: '--scenario broadcast --curve 1000,4000 --rate 100 --duration 60',
    rehearsal: '--scenario broadcast --curve 20,40 --rate 100 --duration 12',
  },
  {
    title: 'Relay with nothing else installed: 250 players on the embedded Postgres',
    args: '--scenario relay --numClients 250 --rate 50 --duration 120 --embedded',
    rehearsal: '--scenario relay --numClients 20 --rate 50 --duration 5 --embedded',
  },
];

async function main(rehearse: boolean): Promise<void> {
  const giveUp = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => giveUp.abort());
  const measured: { title: string; args: string; report: Report }[] = [];
  mkdirSync(ARTIFACTS, { recursive: true });
  for (const { title, args, rehearsal } of FIGURES) {
    const asked = rehearse ? rehearsal : args;
    console.error(`\n${title}: ${asked}`);
    const report = await runLoadTest(readOptions([...asked.split(' '), '--seed', 'figures']), {
      bars: {},
      operatorPassword: null,
      say: (text) => console.error(`  ${text}`),
      onLine() {},
      signal: giveUp.signal,
    });
    measured.push({ title, args: asked, report });
    if (report.points.length > 1)
      writeFileSync(new URL(`${report.scenario}-curve.html`, ARTIFACTS), drawCurves(report));
  }
  const tables = figureTables(measured);
  if (rehearse) console.log(tables);
  else writeFileSync(DOC, withFigures(readFileSync(DOC, 'utf8'), tables));
}

try {
  const { values } = parseArgs({ options: { rehearse: { type: 'boolean', default: false } } });
  await main(values.rehearse);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
