import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';

/** Who holds a lock. */
interface Holder {
  pid: number;
  host: string;
  /** When the process started, as the kernel counts it: numbers of processes are used again. Null: not known here. */
  started: string | null;
}

const HEARTBEAT_MS = 5000;
/** A lock from another host, or one that cannot be read, counts until its heartbeat is this old. */
const SILENT_AFTER_MS = 20_000;
const ATTEMPTS = 5;

/** Another process holds the lock. */
export class LockedError extends Error {
  constructor(file: string, holder: Holder | null) {
    const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
    super(
      `${file} is held by ${who}. Two processes cannot use one directory: stop that one, or give this one a ` +
        `directory of its own (PARLOR_DATA_DIR). A lock that was left by another host is free after ` +
        `${SILENT_AFTER_MS / 1000} s.`,
    );
    this.name = 'LockedError';
  }
}

/**
 * Takes a lock file for this process, also from a holder that died without giving it back.
 * @returns gives it back
 * @throws LockedError while its holder lives
 */
export async function lockFile(file: string): Promise<() => Promise<void>> {
  const mine: Holder = { pid: process.pid, host: hostname(), started: (await look(process.pid)).started };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await create(file, JSON.stringify(mine))) return hold(file);
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) continue;
    const holder = parse(text);
    if (await lives(file, holder)) throw new LockedError(file, holder);
    await takeAway(file, text);
  }
  throw new LockedError(file, null);
}

async function create(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function hold(file: string): () => Promise<void> {
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return async () => {
    clearInterval(heartbeat);
    await rm(file, { force: true });
  };
}

/** Removes a dead holder's file, unless somebody was quicker and the file is theirs by now. */
async function takeAway(file: string, text: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) === text) await rm(aside, { force: true });
  else await rename(aside, file);
}

async function lives(file: string, holder: Holder | null): Promise<boolean> {
  if (holder?.host === hostname()) {
    const { alive, started } = await look(holder.pid);
    return alive && (holder.started === null || holder.started === started);
  }
  const heartbeat = await stat(file).catch(() => null);
  return heartbeat !== null && Date.now() - heartbeat.mtimeMs < SILENT_AFTER_MS;
}

/** Whether a process runs on this host, and since when. */
async function look(pid: number): Promise<{ alive: boolean; started: string | null }> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return { alive: false, started: null };
  }
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // pid (name) state … starttime: the name may have spaces and brackets.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  return { alive: fields?.[0] !== 'Z', started: fields?.[19] ?? null };
}

function parse(text: string): Holder | null {
  try {
    const holder = JSON.parse(text) as Holder;
    return Number.isInteger(holder.pid) && typeof holder.host === 'string' ? holder : null;
  } catch {
    return null;
  }
}
