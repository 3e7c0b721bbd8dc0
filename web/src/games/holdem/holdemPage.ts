import '../../styles/felt.css';
import '../../styles/playingCard.css';
import '../../styles/acting.css';
import '../../styles/hands.css';
import '../../styles/holdemHowTo.css';
import type { GamePage } from '../GamePage.ts';
import { ChipsPicture } from './ChipsPicture.tsx';
import { HoldemReplay } from './HoldemReplay.tsx';
import { HoldemTable } from './HoldemTable.tsx';
import { HowToPlay } from './HowToPlay.tsx';
import { holdemSounds } from './holdemSounds.ts';
import { leavingHoldem } from './leaving.ts';
import { chips } from './story.ts';
import { wonAll } from './wonAll.ts';

/** Hold'em: a table of cloth, and who has all chips wins. */
export const holdemPage: GamePage = {
  Table: HoldemTable,
  leaving: leavingHoldem,
  sounds: holdemSounds,
  HowToPlay,
  result: {
    score: 'Chips',
    said: wonAll,
    note: (score) => (score > 0 ? `${chips(score)} chips` : 'out of chips'),
    shared: ({ rank }) => (rank === 1 ? 'I won all the chips in Hold’em' : 'I played a table of Hold’em'),
    Picture: ChipsPicture,
  },
  replay: {
    jumps: [
      { kind: 'deal', what: 'hand', short: 'hand', keys: [',', '.'] },
      { kind: 'bust', what: 'player out', short: 'out', keys: ['[', ']'] },
    ],
    layout: 'stack holdem-replay',
    Stage: HoldemReplay,
  },
};
