import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What is written of a running match: what was done, a picture of the table, or how far its clock may go. */
type Written = 'journal' | 'checkpoint' | 'clock';

export interface StoreMetrics {
  stores: {
    /** @param behind how many matches of this process are behind in Postgres, asked when metrics are read */
    watch(behind: () => number): void;
    /** How everything is that was looked after, by name. */
    looked(health: Readonly<Record<string, { ok: boolean }>>): void;
    /** So many bytes of a running match begin to be written. @returns to be called when they are */
    writing(what: Written, bytes: number): () => void;
  };
  redis: {
    /** A message to ourselves took so long to be taken, and so long to come back, in seconds. */
    probed(publish: number, delay: number): void;
  };
}

const PROBE_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Redis and Postgres, as this process finds them. */
export function storeMetrics(registers: Registry[]): StoreMetrics {
  let behind = () => 0;
  new Gauge({
    name: 'parlor_matches_behind_in_postgres',
    help: 'Running matches of which something acknowledged is in Redis alone.',
    registers,
    collect() {
      this.set(behind());
    },
  });
  const up = new Gauge({
    name: 'parlor_store_up',
    help: 'Whether a store answers and has all it should, as /readyz says: 1 or 0.',
    labelNames: ['store'],
    registers,
  });
  const bytes = new Counter({
    name: 'parlor_match_store_bytes_total',
    help: 'Bytes that were written of running matches, as they are stored.',
    labelNames: ['what'],
    registers,
  });
  const writes = new Histogram({
    name: 'parlor_match_store_seconds',
    help: 'Time that writing something of a running match takes, in all stores that must have it.',
    labelNames: ['what'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const publish = new Histogram({
    name: 'game_redis_publish_seconds',
    help: 'Time that Redis takes to take a message.',
    buckets: PROBE_BUCKETS,
    registers,
  });
  const delay = new Histogram({
    name: 'game_redis_pubsub_delay_seconds',
    help: 'Time from publishing a message in Redis to hearing it here.',
    buckets: PROBE_BUCKETS,
    registers,
  });
  return {
    stores: {
      watch(count) {
        behind = count;
      },
      looked(health) {
        for (const [store, { ok }] of Object.entries(health)) up.set({ store }, ok ? 1 : 0);
      },
      writing(what, size) {
        bytes.inc({ what }, size);
        return writes.startTimer({ what });
      },
    },
    redis: {
      probed(publishing, hearing) {
        publish.observe(publishing);
        delay.observe(hearing);
      },
    },
  };
}
