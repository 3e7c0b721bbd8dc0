import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const GIVE_UP_MS = 5000;

/** Processes, as `pid command`, that have to do with a folder: it is in their arguments or environment, or open. */
export async function processesOf(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
    const known = await Promise.all([
      read(`/proc/${pid}/cmdline`),
      read(`/proc/${pid}/environ`),
      target(`/proc/${pid}/cwd`),
      openFiles(pid),
    ]);
    if (known.flat().some((text) => text.includes(folder))) {
      found.push(`${pid} ${known[0].replaceAll('\0', ' ').trim()}`);
    }
  }
  return found;
}

/** What is still there of them when all had time to end: nothing, if all is well. */
export async function leftovers(folder: string): Promise<string[]> {
  const deadline = Date.now() + GIVE_UP_MS;
  for (;;) {
    const found = await processesOf(folder);
    if (found.length === 0 || Date.now() > deadline) return found;
    await pause(20);
  }
}

async function openFiles(pid: string): Promise<string[]> {
  const numbers = await readdir(`/proc/${pid}/fd`).catch(() => []);
  return Promise.all(numbers.map((number) => target(`/proc/${pid}/fd/${number}`)));
}

function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

function target(path: string): Promise<string> {
  return readlink(path).catch(() => '');
}
