import type { ServerProcess, Target } from '../target/Target.ts';
import { cpuOfFamily, type Sampled, sampleProcess } from './processSample.ts';
import { type Scraped, scrape } from './scrape.ts';

/** What one process of the server used over a while. Null is not known. */
export interface ProcessUse {
  name: string;
  /** Of one core. */
  cpu_percent: number | null;
  /** Delay of the event loop in ms; an idle one shows the 10 ms that its monitor sleeps. */
  loop_p50: number | null;
  loop_p99: number | null;
  loop_longest: number | null;
  rss_mb: number | null;
  written_bytes: number | null;
}

export interface Use {
  processes: ProcessUse[];
  /** Of one core. */
  redis_cpu_percent: number | null;
  postgres_cpu_percent: number | null;
}

interface Moment {
  at: number;
  processes: (Sampled | null)[];
  redisMs: number | null;
  postgresMs: number | null;
}

const MIB = 1024 * 1024;

/** What the server and its stores use from `begin` to `end`. */
export class Usage {
  readonly #target: Target;
  readonly #from: Moment;

  private constructor(target: Target, from: Moment) {
    this.#target = target;
    this.#from = from;
  }

  static async begin(target: Target): Promise<Usage> {
    await scrapeAll(target); // the event-loop figures begin afresh
    return new Usage(target, await momentOf(target));
  }

  async end(): Promise<Use> {
    const to = await momentOf(this.#target);
    const scraped = await scrapeAll(this.#target);
    const ms = to.at - this.#from.at;
    const percent = (from: number | null | undefined, now: number | null | undefined) =>
      typeof from === 'number' && typeof now === 'number' ? (100 * (now - from)) / ms : null;
    return {
      processes: this.#target.processes.map(({ name }, i) => {
        const [before, after] = [this.#from.processes[i], to.processes[i]];
        return {
          name,
          cpu_percent: percent(before?.cpuMs, after?.cpuMs),
          ...loopOf(scraped[i] ?? null),
          rss_mb: after ? after.rssBytes / MIB : null,
          written_bytes: before && after ? after.writtenBytes - before.writtenBytes : null,
        };
      }),
      redis_cpu_percent: percent(this.#from.redisMs, to.redisMs),
      postgres_cpu_percent: percent(this.#from.postgresMs, to.postgresMs),
    };
  }
}

function loopOf(scraped: Scraped | null): Pick<ProcessUse, 'loop_p50' | 'loop_p99' | 'loop_longest'> {
  const ms = (what: string) => {
    const seconds = scraped?.get(`nodejs_eventloop_lag_${what}_seconds`);
    return seconds === undefined || Number.isNaN(seconds) ? null : seconds * 1000;
  };
  return { loop_p50: ms('p50'), loop_p99: ms('p99'), loop_longest: ms('max') };
}

/** Memory of all processes in bytes; null when one is not known. */
export async function memoryOf(target: Target): Promise<number | null> {
  const all = await Promise.all(target.processes.map((one) => sampleOf(one, target)));
  return all.every((one) => one !== null) ? all.reduce((sum, one) => sum + one.rssBytes, 0) : null;
}

async function momentOf(target: Target): Promise<Moment> {
  const { redis, postgres } = target;
  const [processes, redisMs, postgresMs] = await Promise.all([
    Promise.all(target.processes.map((one) => sampleOf(one, target))),
    redis ? cpuOfFamily(redis.pid) : null,
    postgres ? cpuOfFamily(postgres.pid) : null,
  ]);
  return { at: performance.now(), processes, redisMs, postgresMs };
}

/** As the system sees it, or, elsewhere, as it says itself. */
async function sampleOf({ pid, url }: ServerProcess, target: Target): Promise<Sampled | null> {
  if (pid !== null) return sampleProcess(pid);
  const scraped = await scrape(url, target.operatorPassword);
  const cpu = scraped?.get('process_cpu_seconds_total');
  const rss = scraped?.get('process_resident_memory_bytes');
  if (cpu === undefined || rss === undefined) return null;
  return { cpuMs: cpu * 1000, rssBytes: rss, writtenBytes: Number.NaN };
}

function scrapeAll(target: Target): Promise<(Scraped | null)[]> {
  return Promise.all(target.processes.map(({ url }) => scrape(url, target.operatorPassword)));
}
