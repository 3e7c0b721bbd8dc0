import { Registry } from 'prom-client';
import { type ButtonMetrics, buttonMetrics } from './buttonMetrics.ts';
import { type HttpMetrics, httpMetrics } from './httpMetrics.ts';
import { type MatchMetrics, matchMetrics } from './matchMetrics.ts';
import { processMetrics } from './processMetrics.ts';
import { type PushMetrics, pushMetrics } from './pushMetrics.ts';
import { type QueueMetrics, queueMetrics } from './queueMetrics.ts';
import { type SocketMetrics, socketMetrics } from './socketMetrics.ts';
import { type StoreMetrics, storeMetrics } from './storeMetrics.ts';

/** Everything that is measured, by name. No label ever carries an id, and every label has few values. */
export interface Metrics
  extends ButtonMetrics,
    HttpMetrics,
    MatchMetrics,
    PushMetrics,
    QueueMetrics,
    SocketMetrics,
    StoreMetrics {
  /** Everything in Prometheus' text format, and its content type. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Metrics with a registry of their own, the process's default ones (event-loop delay, memory) included. */
export function createMetrics(registry = new Registry()): Metrics {
  const registers = [registry];
  processMetrics(registry);
  return {
    ...buttonMetrics(registers),
    ...httpMetrics(registers),
    ...matchMetrics(registers),
    ...pushMetrics(registers),
    ...queueMetrics(registers),
    ...socketMetrics(registers),
    ...storeMetrics(registers),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
