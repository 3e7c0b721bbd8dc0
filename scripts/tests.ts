import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MADE_DATABASE, makeDatabase } from '../test/support/makeDatabase.ts';
import type { RunReport, Took } from '../test/support/reporter.ts';
import { buildPage } from './buildPage.ts';
import { PORTS_OF } from './cluster/freePorts.ts';
import { jobsOf } from './tests/jobs.ts';
import { type Run, runMocha } from './tests/runMocha.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Processes of tests at once. They start servers and browsers: with more than one for each core some wait longer than
 * tests do. `TESTS_AT_ONCE` says otherwise.
 */
const AT_ONCE = Number(process.env.TESTS_AT_ONCE) || Math.min(availableParallelism(), 8);
/** So many files may fail beside others and are run again alone: a machine that is busy is no fault of the code. */
const MAX_AGAIN = 8;
const SLOWEST_SHOWN = 12;
/** Of all servers that tests start, shared out among those that run at once. */
const PORTS = { from: 20_000, to: 32_000 };

/**
 * Runs all tests, or those whose paths begin as the arguments say, some files at a time and those that take longest
 * first. What failed is run again, alone, and is told in any case. Ends with 0 when everything passed, at last.
 */
async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'parlor-tests-'));
  const made = join(folder, 'made');
  try {
    // Once for all of them.
    await Promise.all([buildPage(console.log), makeDatabase(made)]);
    const env = { [MADE_DATABASE]: made };
    const runs = await side(jobsOf(chosen()), (job, lane, n) =>
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

function chosen(): string[] {
  const [all, beginnings] = [globSync('test/**/*.test.ts', { cwd: root }).sort(), process.argv.slice(2)];
  if (beginnings.length === 0) return all;
  return all.filter((file) => beginnings.some((beginning) => file.startsWith(beginning)));
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
  const others = files.length > 1 ? ` and ${files.length - 1} more` : '';
  const how = report ? `${report.passed} passing` : `ended with ${code}`;
  const failed = report && code !== 0 ? `, FAILED: ${report.failed.join(', ') || 'it did not end'}` : '';
  return `${times(sumOf(report))}  ${how}  ${files[0]}${others}${failed}`;
}

/** From the line on that says how many passed: failures are told last, where they are found. */
function summaryOf(said: string): string {
  const from = said.search(/^ {2}\d+ passing/m);
  return from === -1 ? said : said.slice(from).trimEnd();
}

function slowest(runs: readonly Run[]): string {
  const all = runs.flatMap(({ report }) => Object.entries(report?.took ?? {}));
  const first = all.sort(([, a], [, b]) => b.seconds - a.seconds).slice(0, SLOWEST_SHOWN);
  return `\nWhat took longest:\n${first.map(([file, took]) => `  ${times(took)}  ${file}`).join('\n')}`;
}

function totals(runs: readonly Run[]): string {
  const sum = (of: (run: Run) => number) => runs.reduce((all, run) => all + of(run), 0);
  const passed = sum(({ report }) => report?.passed ?? 0);
  const pending = sum(({ report }) => report?.pending ?? 0);
  const failed = sum(({ code }) => (code === 0 ? 0 : 1));
  const cpu = sum(({ report }) => sumOf(report).cpu);
  const wrong = failed > 0 ? `, ${failed} runs failed` : '';
  return `\n${passed} passing, ${pending} pending${wrong}; a core would have been busy for ${cpu.toFixed(0)} s`;
}

/** Of all files of a run. */
function sumOf(report: RunReport | null): Took {
  const all = Object.values(report?.took ?? {});
  const sum = (what: keyof Took) => all.reduce((total, took) => total + took[what], 0);
  return { seconds: sum('seconds'), cpu: sum('cpu') };
}

function times({ seconds, cpu }: Took): string {
  return `${seconds.toFixed(0).padStart(4)} s (${cpu.toFixed(0).padStart(3)} s of a core)`;
}

await main();
