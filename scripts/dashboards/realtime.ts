import type { Panel } from './panel.ts';

/** What goes on: who is here, who waits, what is played and what is told. */
export const REALTIME: readonly Panel[] = [
  {
    title: 'Connections',
    description: 'Open sockets. A sudden fall is a process that was lost, or a network.',
    unit: 'short',
    queries: { '{{room}}': 'sum by (room) (game_websocket_connections)' },
  },
  {
    title: 'Messages',
    description: 'Frames over sockets per second, both ways.',
    unit: 'reqps',
    queries: { '{{direction}}': 'sum by (direction) (rate(game_websocket_messages_total[1m]))' },
  },
  {
    title: 'Queue length',
    description: 'Players who wait, by game, as the process that makes the matches sees them.',
    unit: 'short',
    queries: { '{{game}}': 'max by (game) (game_queue_length)' },
  },
  {
    title: 'Tables made',
    description: 'Tables that matchmaking makes per second.',
    unit: 'reqps',
    queries: { '{{game}}': 'sum by (game) (rate(game_matchmaking_success_total[5m]))' },
  },
  {
    title: 'Waiting for a table',
    description: 'From queueing to a table.',
    unit: 's',
    queries: {
      'p50 {{game}}':
        'histogram_quantile(0.5, sum by (le, game) (rate(game_queue_waiting_seconds_bucket[5m])))',
      'p95 {{game}}':
        'histogram_quantile(0.95, sum by (le, game) (rate(game_queue_waiting_seconds_bucket[5m])))',
    },
  },
  {
    title: 'Matches',
    description: 'Matches that are being played.',
    unit: 'short',
    queries: { '{{game}}': 'sum by (game) (parlor_matches_running)' },
  },
  {
    title: 'Back after a lost connection',
    description: 'Of those who dropped out of a running match, the share that came back. The goal is 95 %.',
    unit: 'percentunit',
    queries: {
      back: 'sum(rate(game_reconnections_total{result="back"}[5m])) / sum(rate(game_reconnections_total[5m]))',
    },
  },
  {
    title: 'Notifications delivered',
    description: 'Of those that were written to a player, the share that the client confirmed.',
    unit: 'percentunit',
    queries: {
      delivered:
        'sum(rate(parlor_notifications_total{state="delivered"}[5m])) / sum(rate(parlor_notifications_total{state="sent"}[5m]))',
    },
  },
  {
    title: 'Clients cut off',
    description: 'Per second, by reason.',
    unit: 'reqps',
    queries: { '{{reason}}': 'sum by (reason) (rate(parlor_clients_cut_total[5m]))' },
  },
  {
    title: 'Stores',
    description: '1 while a process finds the store well.',
    unit: 'short',
    queries: { '{{store}} {{instance}}': 'min by (store, instance) (parlor_store_up)' },
  },
];
