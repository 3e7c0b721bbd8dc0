import type { GamePage } from '../GamePage.ts';
import { ArenaTable } from './ArenaTable.tsx';
import { timeLeftOf } from './arenaGlimpse.ts';
import { HowToPlay } from './howTo/HowToPlay.tsx';
import { leavingArena } from './leaving.ts';
import { ArenaReplay } from './replay/ArenaReplay.tsx';
import { scored } from './scored.ts';

/** The arena: everybody against everybody. */
export const arenaPage: GamePage = {
  Table: ArenaTable,
  leaving: leavingArena,
  timeLeft: timeLeftOf,
  HowToPlay,
  result: {
    score: 'Points',
    note: (score) => `${score} points`,
    said: scored,
    shared: ({ score }) => `I scored ${score} in the Arena`,
  },
  replay: {
    jumps: [
      { kind: 'kill', what: 'kill', short: 'kills', keys: [',', '.'] },
      { kind: 'core', what: 'core', short: 'core', keys: ['[', ']'] },
    ],
    layout: 'arena-replay',
    Stage: ArenaReplay,
  },
};
