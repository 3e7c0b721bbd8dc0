import type { GameSounds } from '../../sound/tableSounds.ts';
import { optionsOf } from './betting.ts';
import { readHoldem } from './holdemView.ts';

/**
 * What a player of hold'em hears: their turn, also while the tab is hidden, a pot that comes to them, and that they are
 * out.
 */
export const holdemSounds: GameSounds = {
  event({ kind, player }, me) {
    if (player !== me) return null;
    return kind === 'win' ? 'fed' : kind === 'bust' ? 'out' : null;
  },
  change(before, now, me) {
    const [was, is] = [before, now].map((state) => {
      const view = readHoldem(state);
      return optionsOf(
        view,
        view.players.find(({ id }) => id === me),
      );
    });
    return is && is.turn_no !== was?.turn_no ? 'turn' : null;
  },
};
