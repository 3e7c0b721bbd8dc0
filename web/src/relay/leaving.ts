import type { RelayPlayerView, RelayView } from './relayView.ts';

/** What it comes to when a player leaves a match on purpose. */
export interface Leaving {
  /** Before it, beside the question. */
  asked: string;
  /** After it. */
  told: string;
  /** What a link to the match says then; null when it never began. */
  link: string | null;
}

type Table = Pick<RelayView, 'phase'> & { players: readonly Pick<RelayPlayerView, keyof Here>[] };
type Here = { id: string; bot: boolean; left: boolean; active: boolean };

/** What leaving costs this player now, honestly. */
export function leavingOf({ phase, players }: Table, me: string): Leaving {
  if (phase === 'waiting' || phase === 'countdown') {
    return {
      asked:
        'The others are waiting for you. If too few stay, the table falls through, and you may have to wait before the next one.',
      told: 'You left the table before the match began.',
      link: null,
    };
  }
  const out = players.find(({ id }) => id === me)?.active === false;
  const alone = !players.some(({ id, bot, left }) => id !== me && !bot && !left);
  if (alone) {
    return {
      asked: `${out ? 'You are out of points: leaving costs nothing more. ' : ''}Only bots are left, so the match ends when you go, and no rating changes.`,
      told: 'You left the match, and it ended: only bots were left. No rating changes.',
      link: 'See its result',
    };
  }
  if (out) {
    return {
      asked:
        'You are out of points: leaving costs nothing more. What you passed on counts, and you may play again at once.',
      told: 'You left the match. What you passed on counts.',
      link: 'See how it ends',
    };
  }
  return {
    asked: 'You come in behind everybody who stays, and there is no way back to this table.',
    told: 'You left the match. It counts as lost: you come in behind everybody who stays.',
    link: 'See how it ends',
  };
}
