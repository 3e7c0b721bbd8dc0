import { after } from '../../src/lib/after.ts';
import { Ticker } from '../../src/rooms/Ticker.ts';
import type { Sample } from './messages.ts';

const fresh = (): Omit<Sample, 'cpuMs'> => ({ late: [], dropped: 0, steps: 0, quietMs: [], toldMs: [] });

/**
 * The process's ticker, which tells what it did when it is asked over IPC.
 * @param told whether a match told somebody
 */
export function measuredTicker(told: () => boolean = () => false): Pick<Ticker, 'add'> {
  let sample = fresh();
  let cpu = process.cpuUsage();
  const ticker = new Ticker({
    now: () => performance.now(),
    after,
    late: (_game, ms) => void sample.late.push(ms),
    dropped: (_game, steps) => {
      sample.dropped += steps;
    },
    failed(_game, error) {
      throw error; // a bench of a broken match measures nothing
    },
  });
  process.on('message', () => {
    const { user, system } = process.cpuUsage(cpu);
    cpu = process.cpuUsage();
    process.send?.({ ...sample, cpuMs: (user + system) / 1000 } satisfies Sample);
    sample = fresh();
  });
  return {
    add: (ticked) =>
      ticker.add({
        ...ticked,
        step(count, turn) {
          const began = performance.now();
          ticked.step(count, turn);
          sample.steps += count;
          (told() ? sample.toldMs : sample.quietMs).push(performance.now() - began);
        },
      }),
  };
}
