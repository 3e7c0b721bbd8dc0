import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** One answered HTTP request. `route` is a pattern like `/matches/:id`, never the path that was asked for. */
interface AnsweredRequest {
  method: string;
  route: string;
  status: number;
  seconds: number;
}

/** A frame that is none, a message that cannot be decoded, a socket that nobody lets in, a client that does not read. */
type SocketRefusal = 'malformed_frame' | 'malformed_message' | 'not_let_in' | 'not_reading' | 'unpaid';

/** Everything that is measured, by name. No label ever carries an id, and every label has few values. */
export interface Metrics {
  http: { answered(request: AnsweredRequest): void };
  limits: { refused(limit: string): void };
  actions: { accepted(game: string): void; rejected(game: string, code: string): void };
  matches: { started(game: string): void; finished(game: string, outcome: 'finished' | 'abandoned'): void };
  queue: { waited(game: string, seconds: number): void };
  clients: { connected(room: string): void; disconnected(room: string): void };
  /** Sockets, frames and messages that were not taken. */
  sockets: {
    refused(reason: SocketRefusal): void;
    /** A ping of ours was answered, after so many seconds. */
    roundTrip(room: string, seconds: number): void;
  };
  notifications: {
    accepted(priority: string, audience: string): void;
    /** Written to a player. */
    sent(priority: string, audience: string): void;
    /** A player's first word on one. */
    received(receipt: string): void;
  };
  stores: {
    /** @param behind how many matches of this process are behind in Postgres, asked when metrics are read */
    watch(behind: () => number): void;
  };
  /** Everything in Prometheus' text format, and its content type. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Codes of refusals beyond this many are counted as `other`: labels stay few whatever games do. */
const MAX_CODES = 100;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Metrics with a registry of their own, the process's default ones (event-loop delay, memory) included. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const requests = new Counter({
    name: 'parlor_http_requests_total',
    help: 'HTTP requests that were answered.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'parlor_http_request_seconds',
    help: 'Time from a request to its answer. Long-polls wait on purpose.',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30],
    registers,
  });
  const limited = new Counter({
    name: 'parlor_rate_limited_total',
    help: 'Calls that were refused because of a rate limit.',
    labelNames: ['limit'],
    registers,
  });
  const actions = new Counter({
    name: 'parlor_actions_total',
    help: 'Actions in matches; code is empty for accepted ones.',
    labelNames: ['game', 'code'],
    registers,
  });
  const started = new Counter({
    name: 'parlor_matches_started_total',
    help: 'Matches that started.',
    labelNames: ['game'],
    registers,
  });
  const finished = new Counter({
    name: 'parlor_matches_finished_total',
    help: 'Matches that ended.',
    labelNames: ['game', 'outcome'],
    registers,
  });
  const waits = new Histogram({
    name: 'parlor_queue_wait_seconds',
    help: 'Time from queueing to a table.',
    labelNames: ['game'],
    buckets: [1, 2, 5, 10, 15, 30, 60, 120, 300, 600],
    registers,
  });
  const clients = new Gauge({
    name: 'parlor_clients_connected',
    help: 'Sockets that are open.',
    labelNames: ['room'],
    registers,
  });
  const refused = new Counter({
    name: 'parlor_socket_refusals_total',
    help: 'Sockets, frames and messages that were not taken.',
    labelNames: ['reason'],
    registers,
  });
  const roundTrips = new Histogram({
    name: 'game_websocket_latency_seconds',
    help: 'Round trip of the pings that sockets are sent.',
    labelNames: ['room'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const told = new Counter({
    name: 'parlor_notifications_total',
    help: 'Notifications by what became of them: accepted once, the rest once for each player.',
    labelNames: ['state', 'audience', 'priority'],
    registers,
  });
  let behind = () => 0;
  new Gauge({
    name: 'parlor_matches_behind_in_postgres',
    help: 'Running matches of which something acknowledged is in Redis alone.',
    registers,
    collect() {
      this.set(behind());
    },
  });
  const codes = new Set<string>();

  return {
    http: {
      answered({ method, route, status, seconds }) {
        const known = METHODS.has(method) ? method : 'other';
        requests.inc({ method: known, route, status });
        durations.observe({ method: known, route }, seconds);
      },
    },
    limits: { refused: (limit) => limited.inc({ limit }) },
    actions: {
      accepted: (game) => actions.inc({ game, code: '' }),
      rejected(game, code) {
        if (codes.size < MAX_CODES) codes.add(code);
        actions.inc({ game, code: codes.has(code) ? code : 'other' });
      },
    },
    matches: {
      started: (game) => started.inc({ game }),
      finished: (game, outcome) => finished.inc({ game, outcome }),
    },
    queue: { waited: (game, seconds) => waits.observe({ game }, seconds) },
    clients: {
      connected: (room) => clients.inc({ room }),
      disconnected: (room) => clients.dec({ room }),
    },
    sockets: {
      refused: (reason) => refused.inc({ reason }),
      roundTrip: (room, seconds) => roundTrips.observe({ room }, seconds),
    },
    notifications: {
      accepted: (priority, audience) => told.inc({ state: 'accepted', audience, priority }),
      sent: (priority, audience) => told.inc({ state: 'sent', audience, priority }),
      received: (state) => told.inc({ state, audience: '', priority: '' }),
    },
    stores: {
      watch(count) {
        behind = count;
      },
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
