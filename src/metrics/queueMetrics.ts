import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export interface QueueMetrics {
  queue: {
    /** Somebody got a table, after so many seconds. */
    waited(game: string, seconds: number): void;
    /** A table was made, of so many people and bots. */
    made(game: string, size: number): void;
    /** A pass over a game's queue begins. @returns to be told, at its end, how many still wait */
    passing(game: string): (waiting: number) => void;
    /** Another process makes the matches. */
    stoodBack(): void;
  };
}

/** The queue, and what matchmaking makes of it. */
export function queueMetrics(registers: Registry[]): QueueMetrics {
  const waits = new Histogram({
    name: 'game_queue_waiting_seconds',
    help: 'Time from queueing to a table.',
    labelNames: ['game'],
    buckets: [1, 2, 5, 10, 15, 30, 60, 120, 300, 600],
    registers,
  });
  const made = new Counter({
    name: 'game_matchmaking_success_total',
    help: 'Tables that matchmaking made, by how many sit at them.',
    labelNames: ['game', 'size'],
    registers,
  });
  const length = new Gauge({
    name: 'game_queue_length',
    help: 'Players who wait, as the process that makes the matches saw it last. Others do not show it.',
    labelNames: ['game'],
    registers,
  });
  const passes = new Histogram({
    name: 'game_queue_processing_seconds',
    help: 'Time that a pass over the queue takes.',
    labelNames: ['game'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  return {
    queue: {
      waited: (game, seconds) => waits.observe({ game }, seconds),
      made: (game, size) => made.inc({ game, size }),
      passing(game) {
        const done = passes.startTimer({ game });
        return (waiting) => {
          done();
          length.set({ game }, waiting);
        };
      },
      stoodBack: () => length.reset(),
    },
  };
}
