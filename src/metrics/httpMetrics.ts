import { Counter, Histogram, type Registry } from 'prom-client';

/** One answered HTTP request. `route` is a pattern like `/matches/:id`, never the path that was asked for. */
interface AnsweredRequest {
  method: string;
  route: string;
  status: number;
  seconds: number;
}

export interface HttpMetrics {
  http: { answered(request: AnsweredRequest): void };
  limits: { refused(limit: string): void };
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** What is asked over HTTP, and what is refused as too much. */
export function httpMetrics(registers: Registry[]): HttpMetrics {
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
  return {
    http: {
      answered({ method, route, status, seconds }) {
        const known = METHODS.has(method) ? method : 'other';
        requests.inc({ method: known, route, status });
        durations.observe({ method: known, route }, seconds);
      },
    },
    limits: { refused: (limit) => limited.inc({ limit }) },
  };
}
