import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Course } from './Course.ts';
import { Refused } from './Refused.ts';

type Tool = 'pg_dump' | 'pg_restore' | 'psql';

/** To see what a tool last said when it fails. */
const LAST_LINES = 5;

/** A tool of Postgres that runs. */
export interface RunningTool {
  child: ChildProcess;
  /** Once it has ended well. @throws Error with what it said last */
  ended: Promise<void>;
}

/** Starts a tool of Postgres, which says what it does table by table. */
export function startTool(
  tool: Tool,
  flags: readonly string[],
  { course, url, stdin = false }: { course: Course; url?: string; stdin?: boolean },
): RunningTool {
  const { address, password } = url === undefined ? { address: '', password: '' } : withoutPassword(url);
  const child = spawn(tool, [...flags, ...(address ? [`--dbname=${address}`] : [])], {
    env: { ...process.env, ...(password && { PGPASSWORD: password }) },
    stdio: [stdin ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    signal: course.signal,
  });
  const last: string[] = [];
  if (child.stderr)
    createInterface({ input: child.stderr }).on('line', (line) => {
      const table = /(?:dumping contents of|processing data for) table "(.+)"$/.exec(line)?.[1];
      if (table) course.say(table);
      last.push(line);
      if (last.length > LAST_LINES) last.shift();
    });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(isMissing(error) ? missing(tool) : error));
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${tool} ended with ${code ?? signal}:\n${last.join('\n')}`));
    });
  });
  ended.catch(() => {}); // who waits for it is told
  return { child, ended };
}

/** @throws Refused when a tool is not there, or cannot do this with a file */
export async function checkTool(tool: Tool, flags: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)(tool, [...flags], { maxBuffer: Number.POSITIVE_INFINITY });
  } catch (error) {
    if (isMissing(error)) throw missing(tool);
    const { stderr = '', message } = error as Error & { stderr?: string };
    throw new Refused(`${tool} cannot be used: ${stderr.trim() || message}`);
  }
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

function missing(tool: Tool): Refused {
  return new Refused(
    `${tool} is needed, of Postgres as new as the server or newer: apt-get install postgresql-client`,
  );
}

/** Who looks at the list of processes is not to read it. */
function withoutPassword(url: string): { address: string; password: string } {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  return { address: address.href, password };
}
