import { timeLeft } from '../../table/gameTime.ts';
import type { GamePage } from '../GamePage.ts';
import { FirstLook } from './FirstLook.tsx';
import { FlowPicture } from './FlowPicture.tsx';
import { HowToPlay } from './HowToPlay.tsx';
import { leavingOf } from './leaving.ts';
import { passedOn } from './passedOn.ts';
import { RelayReplay } from './RelayReplay.tsx';
import { RelayTable } from './RelayTable.tsx';
import { relaySounds } from './relaySounds.ts';
import { readRelay } from './relayView.ts';

/** Relay: a ring of players who keep each other in the game. */
export const relayPage: GamePage = {
  Table: RelayTable,
  leaving: (state, me) => leavingOf(readRelay(state), me),
  timeLeft(state) {
    const { ends_at, elapsed } = readRelay(state);
    return timeLeft(ends_at, elapsed);
  },
  HowToPlay,
  FirstLook,
  sounds: relaySounds,
  result: {
    score: 'Passed on',
    note: (score) => `passed on ${score}`,
    said: passedOn,
    shared: ({ score }) => `I passed on ${score} points in Relay`,
    Picture: FlowPicture,
  },
  replay: {
    jumps: [
      { kind: 'solved', what: 'solved puzzle', short: 'solved', keys: [',', '.'] },
      { kind: 'eliminated', what: 'elimination', short: 'out', keys: ['[', ']'] },
    ],
    layout: 'table replay__table',
    Stage: RelayReplay,
  },
};
