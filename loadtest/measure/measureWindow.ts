import { setTimeout as pause } from 'node:timers/promises';
import type { Total } from '../swarm/Measures.ts';
import type { Swarm, SwarmLook } from '../swarm/Swarm.ts';
import type { Target } from '../target/Target.ts';
import { sampleProcess } from './processSample.ts';
import { Stores } from './Stores.ts';
import { Usage, type Use } from './Usage.ts';
import { type WriteRate, type WriteSample, writeRates } from './writes.ts';

/** What was measured while the load was there. */
export interface Window {
  seconds: number;
  /** Players who played, on average. */
  playing: number;
  tables: number;
  total: Total;
  /** Notifications to one player that were accepted and had not come a while after the last was sent. */
  lostAtEnd: number;
  use: Use;
  writes: WriteRate[];
  /** Of one core, all processes of the swarm together. */
  swarm_cpu_percent: number;
  swarm_rss_mb: number;
}

const LOOK_EVERY_MS = 1000;
const SAY_EVERY = 5;
const SAMPLE_EVERY = 5;
const MIB = 1024 * 1024;

/** Measures for so many seconds what is going on. */
export async function measureWindow(
  target: Target,
  swarm: Swarm,
  { seconds, say, signal }: { seconds: number; say(text: string): void; signal: AbortSignal },
): Promise<Window> {
  const stores =
    target.redis && target.postgres ? await Stores.open(target.redis.url, target.postgres.url) : null;
  try {
    await swarm.reset();
    const before = await swarm.look();
    const usage = await Usage.begin(target);
    const startedAt = performance.now();
    const elapsed = () => (performance.now() - startedAt) / 1000;
    const looks: SwarmLook[] = [before];
    const writes = [await writtenAt(0, before.matches, stores, target)];
    for (let tick = 1; tick <= seconds; tick++) {
      await pause(Math.max(0, startedAt + tick * LOOK_EVERY_MS - performance.now()), undefined, { signal });
      const look = await swarm.look();
      looks.push(look);
      if (tick % SAMPLE_EVERY === 0 || tick === seconds)
        writes.push(await writtenAt(elapsed(), look.matches, stores, target));
      if (tick % SAY_EVERY === 0) say(progress(tick, seconds, look));
    }
    const last = await swarm.look();
    const use = await usage.end();
    const ran = elapsed();
    await swarm.rest();
    const lostAtEnd = (await swarm.look()).total.count('lost') - last.total.count('lost');
    const mean = (of: (look: SwarmLook) => number) => looks.reduce((sum, l) => sum + of(l), 0) / looks.length;
    return {
      seconds: ran,
      playing: mean(({ playing }) => playing),
      tables: mean(({ matches }) => matches),
      total: last.total,
      lostAtEnd,
      use,
      writes: writeRates(writes),
      swarm_cpu_percent: (100 * (last.cpuMs - before.cpuMs)) / (ran * 1000),
      swarm_rss_mb: last.rssBytes / MIB,
    };
  } finally {
    await stores?.close();
  }
}

async function writtenAt(
  at: number,
  tables: number,
  stores: Stores | null,
  { processes }: Target,
): Promise<WriteSample> {
  const written = await stores?.written();
  const all = await Promise.all(processes.map(({ pid }) => (pid === null ? null : sampleProcess(pid))));
  const server = all.every((one) => one !== null)
    ? all.reduce((sum, one) => sum + one.writtenBytes, 0)
    : null;
  return { at, tables, redis: written?.redis ?? null, postgres: written?.postgres ?? null, server };
}

function progress(tick: number, seconds: number, { total, playing, matches }: SwarmLook): string {
  const acks = total.times('ack');
  const tables = matches > 0 ? ` at ${matches} tables` : '';
  const p99 = acks.quantile(0.99)?.toFixed(1) ?? '–';
  const cut = total.count('cut');
  return `${tick} of ${seconds} s: ${playing} play${tables}, ${acks.count} acknowledged, p99 ${p99} ms${cut > 0 ? `, ${cut} cut` : ''}`;
}
