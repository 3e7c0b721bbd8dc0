import type { Clock } from './Clock.ts';
import type { Http } from './Http.ts';

/** Questions: the quickest answer of a region counts, as the others waited for something on their way. */
const TIMES = 3;

/**
 * Measures the ways to the regions that answer this client: by name, how long an answer takes, in ms. Nothing when
 * only one answers: that it is far says nothing about where one would rather play.
 */
export async function measureRegions(http: Pick<Http, 'get'>, clock: Clock): Promise<Record<string, number>> {
  const latencies: Record<string, number> = {};
  async function ask(): Promise<void> {
    const askedAt = clock.now();
    const { region } = await http.get<{ region: string }>('/healthz', { timeoutMs: 2000 });
    latencies[region] = Math.min(latencies[region] ?? Infinity, clock.now() - askedAt);
  }
  await Promise.all(Array.from({ length: TIMES }, ask));
  return Object.keys(latencies).length > 1 ? latencies : {};
}
