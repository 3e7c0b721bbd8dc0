import { Counter, Histogram, type Registry } from 'prom-client';

export interface ButtonMetrics {
  button: {
    pushed(result: string): void;
    /** Everybody here was told of a push that is so old. */
    delivered(seconds: number): void;
  };
}

/** The button. */
export function buttonMetrics(registers: Registry[]): ButtonMetrics {
  const pushes = new Counter({
    name: 'parlor_button_pushes_total',
    help: 'Pushes of the button, each once, by what became of them.',
    labelNames: ['result'],
    registers,
  });
  const delays = new Histogram({
    name: 'parlor_button_delivery_seconds',
    help: 'Time from a push until everybody at this process was written to.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  return {
    button: {
      pushed: (result) => pushes.inc({ result }),
      delivered: (seconds) => delays.observe(seconds),
    },
  };
}
