import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { fewValues } from './fewValues.ts';

export interface MatchMetrics {
  actions: {
    /** Stored and acknowledged, so many seconds after it came. */
    accepted(game: string, seconds: number): void;
    rejected(game: string, code: string): void;
  };
  matches: {
    started(game: string): void;
    finished(game: string, outcome: 'finished' | 'abandoned'): void;
    /** A match whose process was gone, or let it go, goes on here. */
    recovered(game: string): void;
    /** One more is being played here, or one less. */
    playing(game: string, change: 1 | -1): void;
  };
  /** What became of a player who dropped out of a match that is being played. */
  reconnections: { ended(result: 'back' | 'gone'): void };
  steps: {
    /** A table was looked after so much later than it asked for. */
    late(game: string, seconds: number): void;
    /** Time that passed and was not played, as after a stall. */
    dropped(game: string, seconds: number): void;
    /** Steps that were due, and could not be made up for. */
    skipped(game: string, steps: number): void;
  };
  inputs: {
    /** Commands of players that were not taken. */
    dropped(game: string, reason: 'too_many' | 'malformed' | 'not_seated', count: number): void;
  };
}

/** Matches, what is done in them, and who comes back to them. */
export function matchMetrics(registers: Registry[]): MatchMetrics {
  const actions = new Counter({
    name: 'parlor_actions_total',
    help: 'Actions in matches; code is empty for accepted ones.',
    labelNames: ['game', 'code'],
    registers,
  });
  const acknowledged = new Histogram({
    name: 'parlor_action_ack_seconds',
    help: 'Time from an action to its acknowledgement, which waits until it is stored.',
    labelNames: ['game'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
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
  const recovered = new Counter({
    name: 'parlor_matches_recovered_total',
    help: 'Matches that went on here after another process.',
    labelNames: ['game'],
    registers,
  });
  const running = new Gauge({
    name: 'parlor_matches_running',
    help: 'Matches that are being played at this process.',
    labelNames: ['game'],
    registers,
  });
  const reconnections = new Counter({
    name: 'game_reconnections_total',
    help: 'Players who dropped out of a running match: back, or gone when their seat was given up.',
    labelNames: ['result'],
    registers,
  });
  const lateness = new Histogram({
    name: 'parlor_step_lateness_seconds',
    help: 'How much later than it asked for a table was looked after.',
    labelNames: ['game'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
    registers,
  });
  const dropped = new Counter({
    name: 'parlor_step_dropped_seconds_total',
    help: 'Time that passed and was not played, as the process or its stores stood still.',
    labelNames: ['game'],
    registers,
  });
  const skipped = new Counter({
    name: 'parlor_steps_dropped_total',
    help: 'Steps of matches that were due and were not made, as the process was too late for them.',
    labelNames: ['game'],
    registers,
  });
  const inputs = new Counter({
    name: 'parlor_inputs_dropped_total',
    help: 'Commands of players in live games that were not taken.',
    labelNames: ['game', 'reason'],
    registers,
  });
  // Here and below, so that the first of them is an increase to Prometheus.
  for (const result of ['back', 'gone']) reconnections.inc({ result }, 0);
  const begun = (game: string) => {
    for (const outcome of ['finished', 'abandoned']) finished.inc({ game, outcome }, 0);
  };
  const codeOf = fewValues();
  return {
    actions: {
      accepted(game, seconds) {
        actions.inc({ game, code: '' });
        acknowledged.observe({ game }, seconds);
      },
      rejected: (game, code) => actions.inc({ game, code: codeOf(code) }),
    },
    matches: {
      started(game) {
        started.inc({ game });
        begun(game);
      },
      finished: (game, outcome) => finished.inc({ game, outcome }),
      recovered(game) {
        recovered.inc({ game });
        begun(game);
      },
      playing: (game, change) => running.inc({ game }, change),
    },
    reconnections: { ended: (result) => reconnections.inc({ result }) },
    steps: {
      late: (game, seconds) => lateness.observe({ game }, seconds),
      dropped: (game, seconds) => dropped.inc({ game }, seconds),
      skipped: (game, steps) => skipped.inc({ game }, steps),
    },
    inputs: { dropped: (game, reason, count) => inputs.inc({ game, reason }, count) },
  };
}
