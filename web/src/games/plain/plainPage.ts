import type { GamePage } from '../GamePage.ts';
import { leavingPlain } from './leavingPlain.ts';
import { PlainHowToPlay } from './PlainHowToPlay.tsx';
import { PlainReplay } from './PlainReplay.tsx';
import { PlainTable } from './PlainTable.tsx';

/** Any game: its state as a table, its actions as forms, or what one steers with. */
export const plainPage: GamePage = {
  Table: PlainTable,
  leaving: leavingPlain,
  HowToPlay: PlainHowToPlay,
  result: { score: 'Score', note: (score) => `score ${score}` },
  replay: {
    jumps: [{ kind: 'move', what: 'move', short: 'move', keys: [',', '.'] }],
    Stage: PlainReplay,
  },
};
