import { relay } from '../../../src/games/relay/relay.ts';
import type { RelayState } from '../../../src/games/relay/state.ts';
import { relayMaker } from '../../../src/schema/relay.ts';
import { hosted } from '../../../src/table/hosting.ts';
import type { DrilledGame } from './DrilledGame.ts';
import { nextMove, type OwnView } from './relayMoves.ts';

const own = (player: unknown) => player as OwnView;

export const drilledRelay: DrilledGame = {
  hosted: hosted(relay, relayMaker),
  elapsed: (view) => (view as unknown as { elapsed: number }).elapsed,
  isOut: (player) => !own(player).active,
  // Back after a drop: a skip is taken even from one who is locked.
  next: (_view, player, { random, hurry, back }) => nextMove(own(player), random, hurry || back),
  award: ({ correct, to, awarded }) =>
    correct === true ? { to: String(to), amount: Number(awarded) } : null,
  held: (player) => own(player).points,
  *growing(view) {
    const { elapsed, players } = view as unknown as RelayState;
    yield ['game time', elapsed];
    for (const { id, solved, passed, wrong, puzzle } of players.values()) {
      yield [`solved by ${id}`, solved];
      yield [`passed on by ${id}`, passed];
      yield [`wrong answers of ${id}`, wrong];
      // Its owner alone sees it. What is skipped shows in nothing else.
      if (puzzle?.id) yield [`when ${id} was asked`, puzzle.opened_at];
    }
  },
};
