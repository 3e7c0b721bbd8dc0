import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { RunReport } from '../../test/support/reporter.ts';
import { COMPILE_CACHE } from '../compileCache.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');

/** After its last test a run has so long to end by itself: longer, and a test left something running. */
const ENDS_WITHIN_MS = 60_000;

/** One run of mocha. `report` is null when it never came to its end. */
export interface Run {
  files: readonly string[];
  code: number;
  said: string;
  report: RunReport | null;
}

const running = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const child of running) end(child);
    process.exit(1);
  });
}

/**
 * Runs these files in a process of its own, and in all that they start.
 * @param reportAt where the run may write its report
 */
export async function runMocha(
  files: readonly string[],
  reportAt: string,
  env: Readonly<Record<string, string>>,
): Promise<Run> {
  const options = ['--reporter', 'test/support/reporter.ts', '--reporter-option', `report=${reportAt}`];
  const child = spawn(process.execPath, [mocha, ...options, ...files], {
    cwd: root,
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true, // a group of its own: what it leaves running ends with it
  });
  running.add(child);
  let overdue: NodeJS.Timeout | undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    if (!/^ {2}\d+ passing/m.test(chunk.toString())) return;
    overdue = setTimeout(() => {
      console.error(`${files.join(', ')}: all tests are through, and something still runs: a leak.`);
      end(child);
    }, ENDS_WITHIN_MS);
  });
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  const said = await text(child.stdout);
  const code = await ended;
  running.delete(child);
  clearTimeout(overdue);
  const written = await readFile(reportAt, 'utf8').catch(() => null);
  return { files, code, said, report: written === null ? null : (JSON.parse(written) as RunReport) };
}

function end({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
}
