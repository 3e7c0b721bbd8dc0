/** What was written up to a moment, in bytes. Null is not known. */
export interface WriteSample {
  /** Seconds since the measuring began. */
  at: number;
  /** Matches under way then. */
  tables: number;
  redis: number | null;
  postgres: number | null;
  /** Given to the disk by the server itself: what an embedded Postgres writes. */
  server: number | null;
}

/** Bytes written per table and second, in a stretch of the run. Null is not known. */
export interface WriteRate {
  from_s: number;
  to_s: number;
  tables: number;
  redis_bytes: number | null;
  postgres_bytes: number | null;
  server_bytes: number | null;
}

/** Stretches are minutes; of a shorter run, its halves. */
const STRETCH_S = 60;

/** How much was written per table and second as the run went on, from samples in order. */
export function writeRates(samples: readonly WriteSample[]): WriteRate[] {
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last || last === first) return [];
  const length = last.at - first.at;
  const stretch = length >= 2 * STRETCH_S ? STRETCH_S : length / 2;
  const rates: WriteRate[] = [];
  let begin = first;
  let tables = 0;
  for (const [i, sample] of samples.entries()) {
    const before = samples[i - 1];
    if (before) tables += ((before.tables + sample.tables) / 2) * (sample.at - before.at);
    if (sample !== last && sample.at - begin.at < stretch) continue;
    // The rest of a run that does not end with a minute says little.
    if (sample.at - begin.at >= stretch / 2) rates.push(rate(begin, sample, tables));
    begin = sample;
    tables = 0;
  }
  return rates;
}

/** @param tableSeconds tables × seconds between the two */
function rate(from: WriteSample, to: WriteSample, tableSeconds: number): WriteRate {
  const per = (what: 'redis' | 'postgres' | 'server') => {
    const [a, b] = [from[what], to[what]];
    return a === null || b === null || tableSeconds === 0 ? null : (b - a) / tableSeconds;
  };
  return {
    from_s: from.at,
    to_s: to.at,
    tables: tableSeconds / (to.at - from.at),
    redis_bytes: per('redis'),
    postgres_bytes: per('postgres'),
    server_bytes: per('server'),
  };
}
