import type { AnimationEvent } from '../../../client/matchView.ts';

/** Where a table hears what happens: a match that runs, or one that is played again. */
export interface TableFeed {
  on(event: 'animation', fn: (event: AnimationEvent) => void): () => void;
}
