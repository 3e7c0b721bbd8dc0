/** What a browser writes of one thing it did; times in µs. */
export interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Of it on the processor: a busy machine lets a task wait. */
  tdur?: number;
  args?: { name?: string };
}

/** A task that kept the page from answering, in ms since the trace began. */
export interface LongTask {
  at: number;
  ms: number;
  /** What it did, the longest first: what stands directly below the task, summed by its name. */
  of: { what: string; ms: number }[];
}

/** Told by no more than what it is part of. */
const WRAPS = /^(RunTask|ThreadControllerImpl::RunTask|ThreadPool_RunTask|SequenceManager.*|.*::DoWork)$/;
const TASK = /RunTask$/;

/**
 * The tasks of pages' own threads that took longer than `least` ms, the longest first. What a busy machine let wait is
 * not counted.
 */
export function longTasks(events: readonly TraceEvent[], least: number): LongTask[] {
  const pages = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const done = events.filter(({ ph, pid, tid }) => ph === 'X' && pages.has(`${pid} ${tid}`));
  const from = Math.min(...done.map(({ ts }) => ts));
  const long = done.filter((one) => TASK.test(one.name) && tookOf(one) >= least * 1000);
  // One within another is the same task.
  const outer = long.filter((one) => !long.some((other) => other !== one && holds(other, one)));
  return outer
    .sort((a, b) => tookOf(b) - tookOf(a))
    .map((task) => ({
      at: Math.round((task.ts - from) / 1000),
      ms: Math.round(tookOf(task) / 1000),
      of: partsOf(done.filter((one) => one !== task && !WRAPS.test(one.name) && holds(task, one))),
    }));
}

function partsOf(within: readonly TraceEvent[]): LongTask['of'] {
  const sums = new Map<string, number>();
  let end = Number.NEGATIVE_INFINITY;
  // The longer of two that begin together holds the other.
  for (const one of [...within].sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))) {
    const { name, ts, dur = 0 } = one;
    if (ts < end) continue;
    end = ts + dur;
    sums.set(name, (sums.get(name) ?? 0) + tookOf(one));
  }
  return [...sums]
    .map(([what, sum]) => ({ what, ms: Math.round(sum / 1000) }))
    .filter(({ ms }) => ms > 0)
    .sort((a, b) => b.ms - a.ms);
}

function tookOf({ dur = 0, tdur = dur }: TraceEvent): number {
  return tdur;
}

function holds(one: TraceEvent, other: TraceEvent): boolean {
  const end = (event: TraceEvent) => event.ts + (event.dur ?? 0);
  return (
    one.pid === other.pid &&
    one.tid === other.tid &&
    one.ts <= other.ts &&
    end(one) >= end(other) &&
    (one.dur ?? 0) >= (other.dur ?? 0)
  );
}
