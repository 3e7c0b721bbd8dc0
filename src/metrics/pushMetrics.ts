import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Of one audience and priority. */
interface Counted {
  state: string;
  kind: string;
  priority: string;
  count: number;
}

export interface PushMetrics {
  notifications: {
    accepted(priority: string, audience: string): void;
    /** So many players got so far with some, each for the first time. */
    counted(tallies: readonly Counted[]): void;
    /** A client confirmed one that it was told live, so many seconds after it was accepted. */
    confirmed(priority: string, seconds: number): void;
  };
  fanout: {
    /** The same begins to be written to many sockets. @returns to be called when it is */
    writing(kind: string): () => void;
    /** @param waiting how many receivers wait in each lane, asked when metrics are read */
    watch(waiting: () => ReadonlyMap<string, number>): void;
  };
  /** What became of telling one browser while the page was closed. */
  webPush: { counted(result: string): void };
  jobs: {
    /** A piece of stored work was done, or failed and will be tried again. */
    ran(queue: string, result: 'done' | 'failed'): void;
    /** The queue could not be looked into. */
    broke(): void;
  };
}

/** Notifications, and what is done later. */
export function pushMetrics(registers: Registry[]): PushMetrics {
  const told = new Counter({
    name: 'parlor_notifications_total',
    help: 'Notifications by what became of them: accepted once, the rest once for each player.',
    labelNames: ['state', 'audience', 'priority'],
    registers,
  });
  const deliveries = new Histogram({
    name: 'parlor_notification_delivery_seconds',
    help: 'Time from accepting a notification until a client that was told live confirmed it.',
    labelNames: ['priority'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  // So that the first of them is an increase to Prometheus.
  told.inc({ state: 'delivered', audience: '', priority: '' }, 0);
  let waiting = (): ReadonlyMap<string, number> => new Map();
  new Gauge({
    name: 'parlor_notification_backlog',
    help: 'Sockets that wait to be written to, by lane.',
    labelNames: ['lane'],
    registers,
    collect() {
      for (const [lane, count] of waiting()) this.set({ lane }, count);
    },
  });
  const fanouts = new Histogram({
    name: 'parlor_fanout_seconds',
    help: 'Time from the first to the last socket that the same was written to.',
    labelNames: ['kind'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const pushes = new Counter({
    name: 'parlor_web_push_total',
    help: 'What became of telling a browser while the page was closed.',
    labelNames: ['result'],
    registers,
  });
  const jobs = new Counter({
    name: 'parlor_jobs_total',
    help: 'Stored work that was done, or failed and is tried again.',
    labelNames: ['queue', 'result'],
    registers,
  });
  const jobFailures = new Counter({
    name: 'parlor_job_queue_failures_total',
    help: 'Times that the job queue could not be looked into.',
    registers,
  });
  return {
    notifications: {
      accepted: (priority, audience) => told.inc({ state: 'accepted', audience, priority }),
      counted(tallies) {
        for (const { state, kind: audience, priority, count } of tallies)
          told.inc({ state, audience, priority }, count);
      },
      confirmed: (priority, seconds) => deliveries.observe({ priority }, seconds),
    },
    fanout: {
      writing: (kind) => fanouts.startTimer({ kind }),
      watch(lanes) {
        waiting = lanes;
      },
    },
    webPush: { counted: (result) => pushes.inc({ result }) },
    jobs: {
      ran: (queue, result) => jobs.inc({ queue, result }),
      broke: () => jobFailures.inc(),
    },
  };
}
