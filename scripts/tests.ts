import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MADE_DATABASE, makeDatabase } from '../test/support/makeDatabase.ts';
import { buildPage } from './buildPage.ts';
import { PORTS_OF } from './cluster/freePorts.ts';
import { jobsOf } from './tests/jobs.ts';
import { type Run, runMocha } from './tests/runMocha.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Processes of tests at once: about half of the time most of them wait, for servers, bots and countdowns. */
const AT_ONCE = Number(process.env.TESTS_AT_ONCE) || availableParallelism() + 1;
/** So many files may fail beside others and are run again alone: a machine that is busy is no fault of the code. */
const MAX_AGAIN = 8;
const SLOWEST_SHOWN = 12;
/** Of all servers that tests start, shared out among those that run at once. */
const PORTS = { from: 20_000, to: 32_000 };

/**
 * Runs all tests, some files at a time: those that take longest first. What failed is run again, alone, and is told in
 * any case. Ends with 0 when everything passed, at last.
 */
async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'parlor-tests-'));
  const made = join(folder, 'made');
  try {
    // Once for all of them.
    await Promise.all([buildPage(console.log), makeDatabase(made)]);
    const env = { [MADE_DATABASE]: made };
    const jobs = jobsOf(globSync('test/**/*.test.ts', { cwd: root }).sort());
    const runs = await side(jobs, (job, lane, n) =>
      runMocha(job, join(folder, `report-${n}`), { ...env, [PORTS_OF]: portsOf(lane) }),
    );
    const failed = runs.filter(({ code }) => code !== 0);
    for (const { said } of failed) console.log(summaryOf(said));
    console.log(slowest(runs));
    console.log(totals(runs));
    if (failed.length === 0) return;
    process.exitCode = 1;
    const files = failed.flatMap(({ report }) => report?.failed ?? []);
    const known = failed.every(({ report }) => (report?.failed.length ?? 0) > 0);
    if (!known || files.length > MAX_AGAIN) return;
    console.log(`\nAgain, alone: ${files.join(', ')}\n`);
    const again = await runMocha(files, join(folder, 'again'), env);
    console.log(summaryOf(again.said));
    process.exitCode = again.code;
    if (again.code === 0)
      console.log('These failed beside others and passed alone: look at them all the same.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Does all jobs, some side by side, and says of each that it is done. */
async function side(
  jobs: readonly string[][],
  work: (job: string[], lane: number, n: number) => Promise<Run>,
): Promise<Run[]> {
  const runs: Run[] = [];
  const waiting = jobs.entries();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, lane) => {
      for (const [n, job] of waiting) {
        const run = await work(job, lane, n);
        runs.push(run);
        console.log(`${String(runs.length).padStart(3)} of ${jobs.length}  ${lineOf(run)}`);
      }
    }),
  );
  return runs;
}

function portsOf(lane: number): string {
  const size = Math.floor((PORTS.to - PORTS.from) / AT_ONCE);
  return `${PORTS.from + lane * size}-${PORTS.from + (lane + 1) * size}`;
}

function lineOf({ files, code, report }: Run): string {
  const took = Object.values(report?.took ?? {});
  const sum = (what: 'seconds' | 'cpu') => took.reduce((all, one) => all + one[what], 0);
  const others = files.length > 1 ? ` and ${files.length - 1} more` : '';
  const how = report ? `${report.passed} passing` : `ended with ${code}`;
  const failed = report && code !== 0 ? `, FAILED: ${report.failed.join(', ')}` : '';
  return `${times(sum('seconds'), sum('cpu'))}  ${how}  ${files[0]}${others}${failed}`;
}

/** From the line on that says how many passed: failures are told last, where they are found. */
function summaryOf(said: string): string {
  const from = said.search(/^ {2}\d+ passing/m);
  return from === -1 ? said : said.slice(from).trimEnd();
}

function slowest(runs: readonly Run[]): string {
  const all = runs.flatMap(({ report }) => Object.entries(report?.took ?? {}));
  const first = all.sort(([, a], [, b]) => b.seconds - a.seconds).slice(0, SLOWEST_SHOWN);
  const lines = first.map(([file, { seconds, cpu }]) => `  ${times(seconds, cpu)}  ${file}`);
  return `\nWhat took longest:\n${lines.join('\n')}`;
}

function times(seconds: number, cpu: number): string {
  return `${seconds.toFixed(0).padStart(4)} s (${cpu.toFixed(0).padStart(3)} s of a core)`;
}

function totals(runs: readonly Run[]): string {
  const sum = (what: 'passed' | 'pending') =>
    runs.reduce((all, { report }) => all + (report?.[what] ?? 0), 0);
  const failed = runs.filter(({ code }) => code !== 0).length;
  const cpu = runs
    .flatMap(({ report }) => Object.values(report?.took ?? {}))
    .reduce((all, one) => all + one.cpu, 0);
  console.log(`All took ${cpu.toFixed(0)} s of a core.`);
  return `\n${sum('passed')} passing, ${sum('pending')} pending${failed > 0 ? `, ${failed} runs failed` : ''}`;
}

await main();
