import type { MatchView } from '../../../client/matchView.ts';

/** What it comes to when a player leaves a match on purpose. */
export interface Leaving {
  /** Before it, beside the question. */
  asked: string;
  /** After it. */
  told: string;
  /** What a link to the match says then; null when it never began. */
  link: string | null;
}

type Table = Pick<MatchView, 'phase'> & {
  players: readonly { id: string; bot: boolean; left: boolean }[];
};

/** What leaving costs in any game, before the match and where only bots would stay. Null: that is up to the game. */
export function leavingAnyGame({ phase, players }: Table, me: string): Leaving | null {
  if (phase === 'waiting' || phase === 'countdown') {
    return {
      asked:
        'The others are waiting for you. If too few stay, the table falls through, and you may have to wait before the next one.',
      told: 'You left the table before the match began.',
      link: null,
    };
  }
  if (players.some(({ id, bot, left }) => id !== me && !bot && !left)) return null;
  return {
    asked: 'Only bots are left, so the match ends when you go, and no rating changes.',
    told: 'You left the match, and it ended: only bots were left. No rating changes.',
    link: 'See its result',
  };
}
