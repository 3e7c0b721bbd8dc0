import type { MatchView } from '../../../client/matchView.ts';
import type { Game, StateMaker, TableState } from '../../../src/games/game.ts';
import { plain } from '../../../src/match/canonical.ts';
import { Match } from '../../../src/match/match.ts';
import { castOf } from '../hall/cast.ts';

/** Who plays: bots, as the server's are called. */
const BOTS = [
  { name: 'Ada', skill: 0.7 },
  { name: 'Felix', skill: 0.55 },
  { name: 'Grace', skill: 0.8 },
  { name: 'Hedy', skill: 0.6 },
  { name: 'Ivan', skill: 0.45 },
];
/** A match takes no more at once. */
const MOST_MS = 2000;

/** A match among bots that is played here, by the game's own rules, for nobody but who looks. */
interface BotTable {
  readonly over: boolean;
  /** Lets game time pass. */
  advance(ms: number): void;
  /** What there is to be seen. */
  view(): MatchView;
}

/** Starts one. The same seed plays the same match. @param seed 64 hex digits */
export function botTable<
  S extends TableState,
  A extends { action: string },
  X,
  C extends Record<keyof C, object>,
>(game: Game<S, A, X, C>, maker: StateMaker<S>, seed: string): BotTable {
  const faces = castOf(game.name);
  const seats = BOTS.slice(0, game.seats.max).map((bot, seat) => ({
    ...bot,
    face: faces[seat] ?? '',
    id: `00000000-0000-4000-8000-00000000000${seat}`,
    bot: true,
  }));
  const id = '00000000-0000-4000-8000-0000000000ff';
  const match = Match.start(game, maker.plain, { id, game: game.name, rules: game.rules ?? 1, seed, seats });
  return {
    get over() {
      return match.over;
    },
    advance(ms) {
      for (let left = ms; left > 0 && !match.over; left -= MOST_MS) match.advance(Math.min(left, MOST_MS));
    },
    view() {
      const view = plain(match.state) as unknown as MatchView;
      if (match.over) view.phase = 'finished';
      return view;
    },
  };
}
