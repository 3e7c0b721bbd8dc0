import type { GameSounds } from '../../sound/tableSounds.ts';
import { inDanger } from './points.ts';
import { readRelay } from './relayView.ts';

/** What a player of relay hears; what came of an answer of their own is heard with its reply, see `useFelt`. */
export const relaySounds: GameSounds = {
  event({ kind, to, player }, me) {
    if (kind === 'award' && to === me) return 'fed';
    return kind === 'eliminated' && player === me ? 'out' : null;
  },
  change(before, now, me) {
    if (before.phase === 'countdown' && now.phase === 'playing') return 'turn';
    const [was, is] = [before, now].map((state) =>
      inDanger(readRelay(state).players.find(({ id }) => id === me)),
    );
    return is && !was ? 'danger' : null;
  },
};
