import type { Strategy } from '../Strategy.ts';
import { COLYSEUS_DEFAULT, colyseusQueue } from './colyseusQueue.ts';
import { fifo } from './fifo.ts';
import { NAKAMA_DEFAULT, nakama } from './nakama.ts';

/** What others do, by name. Each call makes one with an empty memory. */
export const BASELINES: Readonly<Record<string, (seed: string) => Strategy>> = {
  colyseus: () => colyseusQueue('colyseus', COLYSEUS_DEFAULT),
  'colyseus-full': () =>
    colyseusQueue('colyseus-full', { ...COLYSEUS_DEFAULT, allowIncompleteGroups: false }),
  nakama: (seed) => nakama('nakama', NAKAMA_DEFAULT, seed),
  'nakama-fast': (seed) =>
    nakama('nakama-fast', { ...NAKAMA_DEFAULT, everyMs: 1000, maxIntervals: 10 }, seed),
  'nakama-tuned': (seed) =>
    nakama('nakama-tuned', { ...NAKAMA_DEFAULT, everyMs: 1000, maxIntervals: 10, revPrecision: true }, seed),
  fifo,
};
