import type { Floor } from '../floor/measureFloor.ts';
import type { Window } from '../measure/measureWindow.ts';
import type { ProcessUse, Use } from '../measure/Usage.ts';
import type { WriteRate } from '../measure/writes.ts';
import type { Histogram } from '../swarm/Histogram.ts';
import type { Total } from '../swarm/Measures.ts';

/** Times in ms. Null: nothing was timed. */
export interface Times {
  count: number;
  p50: number | null;
  p99: number | null;
  longest: number | null;
}

/** How the players got in. */
export interface Joins {
  asked_per_s: number;
  /** From the first one asked to the last one in. */
  per_s: number;
  joined: number;
  failed: number;
  /** CPU that the server's processes took for each, together. */
  cpu_ms: number | null;
  p50: number | null;
  p99: number | null;
  longest: number | null;
}

/** What one load of so many players came to. Null is not known. */
export interface Point {
  clients: number;
  seconds: number;
  joins: Joins;
  /** Players who played and matches under way, on average. */
  playing: number;
  tables: number;
  queue: Times;
  seat: Times;
  actions: { per_s: number; acknowledged_per_s: number; unanswered: number; refused: Record<string, number> };
  ack: Times;
  seen: Times;
  told: Times;
  /** From asking for a seat to being told how things stand, of those who came while others acted. */
  state: Times;
  /** Of notifications and pushes. */
  delivery: { lost: number; doubled: number; disordered: number };
  per_player: { messages_per_s: number; bytes_per_s: number };
  processes: ProcessUse[];
  server: {
    /** Of one core, all processes together. */
    cpu_percent: number | null;
    cpu_percent_per_1000: number | null;
    cpu_us_per_message: number | null;
    /** Times what the floor takes. */
    over_floor: number | null;
    kb_per_connection: number | null;
  };
  redis_cpu_percent: number | null;
  postgres_cpu_percent: number | null;
  writes: WriteRate[];
  cut: number;
  failed: Record<string, number>;
  swarm: { cpu_percent: number; rss_mb: number; late_p99: number | null };
  floor: Floor | null;
}

export interface Report {
  scenario: string;
  target: string;
  settings: string[];
  seed: string;
  /** ISO 8601. */
  date: string;
  machine: { cores: number; memory_gb: number; node: string };
  /** Load average of the machine over a minute, before and after. */
  load: { before: number; after: number };
  points: Point[];
  /** The same players on plain Colyseus. */
  vanilla: Point | null;
  /** CPU per player on Parlor, times that on plain Colyseus. */
  over_vanilla: number | null;
  /** Half of the acknowledgements on Parlor took no longer than this, times that on plain Colyseus. */
  ack_over_vanilla: number | null;
  /** Bars that were missed, as sentences. */
  missed: string[];
}

export function timesOf(histogram: Histogram): Times {
  return {
    count: histogram.count,
    p50: histogram.quantile(0.5),
    p99: histogram.quantile(0.99),
    longest: histogram.count > 0 ? histogram.max : null,
  };
}

/** Of all processes of the server, in percent of a core. */
function cpuOf({ processes }: Use): number | null {
  const all = processes.map(({ cpu_percent }) => cpu_percent);
  return all.every((one) => one !== null) ? all.reduce((sum, one) => sum + one, 0) : null;
}

/** Puts together what was measured of one load. */
export function pointOf(measured: {
  clients: number;
  joins: { asked_per_s: number; seconds: number; total: Total; use: Use };
  bytesPerConnection: number | null;
  window: Window;
  floor: Floor | null;
}): Point {
  const { clients, joins, bytesPerConnection, window, floor } = measured;
  const { total, seconds, use } = window;
  const joined = joins.total.count('joined');
  const cpu = cpuOf(use);
  const joinCpu = cpuOf(joins.use);
  const messages = total.count('messages') / seconds;
  const perMessage = cpu === null || messages === 0 ? null : (cpu * 10_000) / messages;
  const { count: _, ...joinTimes } = timesOf(joins.total.times('join'));
  return {
    clients,
    seconds,
    joins: {
      asked_per_s: joins.asked_per_s,
      per_s: joined / joins.seconds,
      joined,
      failed: clients - joined,
      cpu_ms: joinCpu === null || joined === 0 ? null : (joinCpu * 10 * joins.seconds) / joined,
      ...joinTimes,
    },
    playing: window.playing,
    tables: window.tables,
    queue: timesOf(total.times('queue').count > 0 ? total.times('queue') : joins.total.times('queue')),
    seat: timesOf(total.times('seat').count > 0 ? total.times('seat') : joins.total.times('seat')),
    actions: {
      per_s: total.count('actions') / seconds,
      acknowledged_per_s: total.count('acknowledged') / seconds,
      unanswered: total.count('unanswered'),
      refused: { ...joins.total.refused, ...total.refused },
    },
    ack: timesOf(total.times('ack')),
    seen: timesOf(total.times('seen')),
    told: timesOf(total.times('told')),
    state: timesOf(joins.total.times('state')),
    delivery: {
      lost: total.count('lost') + window.lostAtEnd,
      doubled: total.count('doubled'),
      disordered: total.count('disordered'),
    },
    per_player: { messages_per_s: messages / joined, bytes_per_s: total.count('bytes') / seconds / joined },
    processes: use.processes,
    server: {
      cpu_percent: cpu,
      cpu_percent_per_1000: cpu === null ? null : (cpu / joined) * 1000,
      cpu_us_per_message: perMessage,
      over_floor: perMessage === null || floor === null ? null : perMessage / floor.cpu_us_per_message,
      kb_per_connection: bytesPerConnection === null ? null : bytesPerConnection / 1024,
    },
    redis_cpu_percent: use.redis_cpu_percent,
    postgres_cpu_percent: use.postgres_cpu_percent,
    writes: window.writes,
    cut: joins.total.count('cut') + total.count('cut'),
    failed: { ...joins.total.failed, ...total.failed },
    swarm: {
      cpu_percent: window.swarm_cpu_percent,
      rss_mb: window.swarm_rss_mb,
      late_p99: total.times('late').quantile(0.99),
    },
    floor,
  };
}
