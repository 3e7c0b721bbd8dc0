import type { LiveShape } from '../../../client/live/liveShape.ts';
import { type Body, FIELD, INPUT, move, type SparksInput } from './moving.ts';
import type { SparksState } from './sparks.ts';

/** What a client must know of sparks to play it. */
export const sparksShape: LiveShape<SparksState, SparksInput, Body> = {
  stepMs: 15,
  commandSteps: 2,
  patchSteps: 2,
  input: INPUT,
  view: 'view',
  smooth: { x: null, y: null, aim: 256 },
  jump: FIELD / 4,
  body: ({ x, y }) => ({ x, y }),
  command: move,
};
