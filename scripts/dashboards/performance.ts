import type { Panel } from './panel.ts';

/** How fast it goes, and what it takes. */
export const PERFORMANCE: readonly Panel[] = [
  {
    title: 'WebSocket latency',
    description: 'Round trip of pings, p99. High in one process alone: it has too much to do.',
    unit: 's',
    queries: { '{{room}}': p99('game_websocket_latency_seconds', 'room') },
  },
  {
    title: 'Action to acknowledgement',
    description: 'p99; an action is acknowledged once it is stored.',
    unit: 's',
    queries: { '{{game}}': p99('parlor_action_ack_seconds', 'game') },
  },
  {
    title: 'Message processing',
    description: 'For how long a message keeps its process busy, p99.',
    unit: 's',
    queries: { '{{room}}': p99('game_message_processing_seconds', 'room') },
  },
  {
    title: 'Queue processing',
    description: 'A pass over the queue, p99. One is made every second, and whenever somebody comes.',
    unit: 's',
    queries: { '{{game}}': p99('game_queue_processing_seconds', 'game') },
  },
  {
    title: 'Redis',
    description: 'A message to ourselves: until Redis has it, and until we hear it. p99.',
    unit: 's',
    queries: {
      publish: p99('game_redis_publish_seconds'),
      heard: p99('game_redis_pubsub_delay_seconds'),
    },
  },
  {
    title: 'Storing running matches',
    description: 'In Redis and Postgres, p99.',
    unit: 's',
    queries: { '{{what}}': p99('parlor_match_store_seconds', 'what') },
  },
  {
    title: 'Notification delivery',
    description: 'From accepting one until the client confirmed it, p99.',
    unit: 's',
    queries: { '{{priority}}': p99('parlor_notification_delivery_seconds', 'priority') },
  },
  {
    title: 'Writing to many',
    description: 'From the first to the last socket that the same is written to, p99.',
    unit: 's',
    queries: { '{{kind}}': p99('parlor_fanout_seconds', 'kind') },
  },
  {
    title: 'Event loop',
    description: 'How late timers are, p99. Above 25 ms the process has too much to do.',
    unit: 's',
    queries: { '{{instance}}': 'max by (instance) (nodejs_eventloop_lag_p99_seconds)' },
  },
  {
    title: 'Tables looked after too late',
    description: 'p99.',
    unit: 's',
    queries: { '{{game}}': p99('parlor_step_lateness_seconds', 'game') },
  },
  {
    title: 'Memory',
    description: 'Of what a process may have, the share that it has.',
    unit: 'percentunit',
    queries: {
      '{{instance}}': 'max by (instance) (process_resident_memory_bytes / parlor_memory_limit_bytes)',
    },
  },
  {
    title: 'Processor',
    description: 'Cores that a process takes.',
    unit: 'short',
    queries: { '{{instance}}': 'sum by (instance) (rate(process_cpu_seconds_total[1m]))' },
  },
  {
    title: 'Sent',
    description: 'Bytes per second over sockets. Patches are changes of states.',
    unit: 'Bps',
    queries: { '{{type}}': 'topk(8, sum by (type) (rate(parlor_websocket_sent_bytes_total[1m])))' },
  },
  {
    title: 'HTTP',
    description: 'Requests per second, by status.',
    unit: 'reqps',
    queries: { '{{status}}': 'sum by (status) (rate(parlor_http_requests_total[1m]))' },
  },
];

function p99(metric: string, label?: string): string {
  const by = label === undefined ? 'le' : `le, ${label}`;
  return `histogram_quantile(0.99, sum by (${by}) (rate(${metric}_bucket[5m])))`;
}
