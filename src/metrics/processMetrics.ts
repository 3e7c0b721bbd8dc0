import { totalmem } from 'node:os';
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

/** Of the default ones: it lists every open file, synchronously, which is a stall of 33 ms with 8,000 sockets. */
const STALLS = 'process_open_fds';
/** What Node has open, by kind: nobody asks for it, and its names are none by the rules of Prometheus. */
const MISNAMED = /^nodejs_active_/;

/** What the process itself needs: time, memory, how late its timers are. */
export function processMetrics(register: Registry): void {
  collectDefaultMetrics({ register });
  for (const { name } of register.getMetricsAsArray())
    if (name === STALLS || MISNAMED.test(name)) register.removeSingleMetric(name);
  const limit = new Gauge({
    name: 'parlor_memory_limit_bytes',
    help: 'Memory that the process may have: its container, or the whole machine.',
    registers: [register],
  });
  limit.set(Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem()));
}
