import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { RunReport } from '../test/support/reporter.ts';
import { PORTS_OF } from './cluster/freePorts.ts';
import { COMPILE_CACHE } from './compileCache.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');

/** Folders of tests that start servers and wait for them, most of the time with a core to spare: half of all time. */
const SLOW = ['backup', 'deploy', 'docs', 'drill', 'e2e'];
/** Files that run with them, so that both runs end at about the same time. */
const WITH_SLOW = ['test/web/engines.test.ts', 'test/web/holdem.test.ts'];
const NO_TESTS = ['support'];
/** So many files may fail beside others and are run again alone: a machine that is busy is no fault of the code. */
const MAX_AGAIN = 8;
/** After its last test a run has so long to end by itself: longer, and a test left something running. */
const ENDS_WITHIN_MS = 60_000;
const SLOWEST_SHOWN = 12;
/** Of each run, for the servers it starts. */
const PORTS = ['20000-24000', '24000-28000', '28000-32000'] as const;

/** One run of mocha. `report` is null when it never came to its end. */
interface Run {
  code: number;
  said: string;
  report: RunReport | null;
}

/**
 * Runs all tests, in two processes side by side: those that wait for servers, and all others. What failed is run again,
 * alone, and is told in any case. Ends with 0 when everything passed, at last.
 */
async function main(): Promise<void> {
  const folders = readdirSync(`${root}/test`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const others = folders.map(({ name }) => name).filter((name) => ![...SLOW, ...NO_TESTS].includes(name));
  const reports = await mkdtemp(join(tmpdir(), 'parlor-tests-'));
  try {
    const runs = await Promise.all([
      run(
        [...WITH_SLOW.flatMap((file) => ['--ignore', file]), 'test/*.test.ts', ...others.map(inFolder)],
        join(reports, 'others'),
        {
          aloud: true,
          ports: PORTS[0],
        },
      ),
      run([...SLOW.map(inFolder), ...WITH_SLOW], join(reports, 'slow'), { aloud: false, ports: PORTS[1] }),
    ]);
    for (const { said } of runs) console.log(summaryOf(said));
    console.log(slowest(runs));
    const failed = runs.filter(({ code }) => code !== 0);
    const files = failed.flatMap(({ report }) => report?.failed ?? []);
    const known = failed.every(({ report }) => (report?.failed.length ?? 0) > 0);
    if (failed.length === 0) return;
    process.exitCode = 1;
    if (!known || files.length > MAX_AGAIN) return;
    console.log(`\nAgain, alone: ${files.map((file) => relative(root, file)).join(', ')}\n`);
    const again = await run(files, join(reports, 'again'), { aloud: true, ports: PORTS[2] });
    process.exitCode = again.code;
    if (again.code === 0)
      console.log('These failed beside others and passed alone: look at them all the same.');
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
}

const inFolder = (name: string) => `test/${name}/**/*.test.ts`;

interface RunOptions {
  /** What it says is shown as it comes. */
  aloud: boolean;
  ports: string;
}

/** @param files as mocha takes them, with what is to be left out */
async function run(files: string[], report: string, { aloud, ports }: RunOptions): Promise<Run> {
  const options = ['--reporter', 'test/support/reporter.ts', '--reporter-option', `report=${report}`];
  const child = spawn(process.execPath, [mocha, ...options, ...files], {
    cwd: root,
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE, [PORTS_OF]: ports },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true, // a group of its own: what it leaves running ends with it
  });
  const end = () => {
    const { pid, exitCode, signalCode } = child;
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      end();
      process.exit(1);
    });
  }
  if (aloud) child.stdout.pipe(process.stdout);
  let overdue: NodeJS.Timeout | undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    if (!/^ {2}\d+ passing/m.test(chunk.toString())) return;
    overdue = setTimeout(() => {
      console.error('The tests are through, and something that they started still runs: a leak.');
      end();
    }, ENDS_WITHIN_MS);
  });
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  const said = await text(child.stdout);
  const code = await ended;
  clearTimeout(overdue);
  const written = await readFile(report, 'utf8').catch(() => null);
  return { code, said, report: written === null ? null : (JSON.parse(written) as RunReport) };
}

/** From the line on that says how many passed: failures are told last, where they are found. */
function summaryOf(said: string): string {
  const from = said.search(/^ {2}\d+ passing/m);
  return from === -1 ? said : said.slice(from).trimEnd();
}

function slowest(runs: readonly Run[]): string {
  const seconds = runs.flatMap(({ report }) => Object.entries(report?.seconds ?? {}));
  const first = seconds.sort(([, a], [, b]) => b - a).slice(0, SLOWEST_SHOWN);
  const lines = first.map(([file, s]) => `  ${s.toFixed(0).padStart(4)} s  ${relative(root, file)}`);
  return `\nWhat took longest:\n${lines.join('\n')}`;
}

await main();
