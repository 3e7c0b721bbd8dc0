import { readdirSync, readFileSync } from 'node:fs';

/** Of the kernel's clock, by which it counts. */
const TICKS_PER_S = 100;

interface Known {
  parent: number;
  ticks: number;
}

/**
 * Seconds of a core that this process and all that it started took so far, what has ended included.
 * 0 where the kernel does not tell.
 */
export function cpuSeconds(): number {
  const known = new Map<number, Known>();
  for (const pid of pids()) {
    const found = look(pid);
    if (found) known.set(pid, found);
  }
  const ours = (pid: number): boolean => {
    if (pid === process.pid) return true;
    const parent = known.get(pid)?.parent;
    return parent !== undefined && ours(parent);
  };
  let ticks = 0;
  for (const [pid, one] of known) if (ours(pid)) ticks += one.ticks;
  return ticks / TICKS_PER_S;
}

function pids(): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0);
  } catch {
    return [];
  }
}

/** Null once it is gone. */
function look(pid: number): Known | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // pid (name) state parent … user system user-of-ended system-of-ended: the name may have spaces and brackets.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { parent: Number(fields[1]), ticks };
  } catch {
    return null;
  }
}
