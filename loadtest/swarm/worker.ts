import type { Call, Reply } from './calls.ts';
import { Squad } from './Squad.ts';

/* A process of the swarm: does what it is asked over the channel to the process that forked it. */

const squad = new Squad();

process.on('message', async ({ id, name, args }: Call) => {
  // Who asked may be gone by now: that is nobody's failure here.
  const answer = (reply: Omit<Reply, 'id'>) => process.send?.({ id, ...reply }, () => {});
  try {
    answer({ value: await (squad[name] as (...all: unknown[]) => unknown)(...args) });
  } catch (error) {
    answer({ error: (error as Error).message });
  }
});
// Whoever asked is gone.
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole terminal: the one who asked decides.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
