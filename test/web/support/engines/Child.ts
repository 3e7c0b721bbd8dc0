import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A busy machine takes its time to start a browser. */
const STARTS_WITHIN_MS = 90_000;

/** A program that a test started, with a home of its own. */
export interface Child {
  home: string;
  /** All that it said so far, to both outputs. */
  said(): string;
  /** Resolves with what it says that fits. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Ends it and all that it started, and removes its home. */
  end(): Promise<void>;
}

/**
 * Starts a program in a process group of its own.
 * @param args its arguments, once its home is there and has all that it wants to find in it
 */
export async function startChild(
  command: string,
  args: (home: string) => string[] | Promise<string[]>,
  env: Record<string, string> = {},
): Promise<Child> {
  const home = await mkdtemp(join(tmpdir(), 'parlor-engine-'));
  const { PATH = '' } = process.env;
  const child = spawn(command, await args(home), {
    env: { PATH, HOME: home, XDG_RUNTIME_DIR: home, LANG: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const exited = once(child, 'exit').catch(() => {});
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  return {
    home,
    said: () => said,
    says: (pattern) => says(child, pattern, () => said),
    async end() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
      await exited;
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function says(child: ChildProcess, pattern: RegExp, said: () => string): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${child.spawnfile} ${why}: ${said()}`));
    const timer = setTimeout(() => fail(`did not say ${pattern}`), STARTS_WITHIN_MS);
    const look = () => {
      const found = pattern.exec(said());
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('error', (error) => fail(error.message));
    child.once('exit', () => fail('ended'));
    look();
  });
}
