import { readdir, readFile } from 'node:fs/promises';

/** What a process has used so far. */
export interface Sampled {
  cpuMs: number;
  rssBytes: number;
  /** Given to the disk. */
  writtenBytes: number;
}

/** Of Linux everywhere: `getconf CLK_TCK`. */
const TICK_MS = 10;

/** A process alone. Null when it is gone, or this is no Linux. */
export async function sampleProcess(pid: number): Promise<Sampled | null> {
  try {
    const [stat, status, io] = await Promise.all(
      ['stat', 'status', 'io'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8')),
    );
    const { ticks } = parseStat(stat ?? '');
    const rss = /^VmRSS:\s+(\d+) kB/m.exec(status ?? '')?.[1];
    const written = /^write_bytes: (\d+)/m.exec(io ?? '')?.[1];
    return { cpuMs: ticks * TICK_MS, rssBytes: Number(rss) * 1024, writtenBytes: Number(written) };
  } catch {
    return null;
  }
}

/** CPU of a process and its children, those that are gone included, in ms. Null when it is gone itself. */
export async function cpuOfFamily(pid: number): Promise<number | null> {
  const all = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(all.map((name) => readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')));
  const known = stats.filter(Boolean).map(parseStat);
  const own = known.find((stat) => stat.pid === pid);
  if (!own) return null;
  const children = known.filter(({ parent }) => parent === pid);
  const ticks = children.reduce((sum, child) => sum + child.ticks, own.ticks + own.ticksOfEnded);
  return ticks * TICK_MS;
}

/** `proc(5)`; the name may have spaces and brackets of its own. */
export function parseStat(text: string): {
  pid: number;
  parent: number;
  ticks: number;
  ticksOfEnded: number;
} {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  return {
    pid: Number.parseInt(text, 10),
    parent: field(4),
    ticks: field(14) + field(15),
    ticksOfEnded: field(16) + field(17),
  };
}
