import type { Player } from '../swarm/Player.ts';
import type { Mind, TableView } from './Mind.ts';

/** Hold'em's state as a client has it. */
interface HoldemView extends TableView {
  turn: number;
  turn_no: number;
  price: number;
  min_raise: number;
  max_raise: number;
}

interface OwnView {
  seat: number;
  bet: number;
}

/** In a hundred decisions: so many raises, and folds where a call is owed. */
const RAISES = 0.1;
const FOLDS = 0.3;

/**
 * Plays hold'em: looks now and then whether it is its turn, so that a table sees an action in about 3 seconds. It
 * brings no entropy.
 */
export class HoldemMind implements Mind {
  readonly pace = { from: 5000, to: 7000 };
  readonly #player: Player;

  constructor(player: Player) {
    this.#player = player;
  }

  sees(): void {}

  move(view: TableView): object | null {
    const { id, random } = this.#player;
    const { turn, turn_no, price, min_raise, max_raise } = view as HoldemView;
    const own = view.players.get(id) as OwnView | undefined;
    if (own?.seat !== turn) return null;
    if (max_raise > 0 && random.chance(RAISES)) return { action: 'raise', amount: min_raise, turn_no };
    if (price === own.bet) return { action: 'check', turn_no };
    return { action: random.chance(FOLDS) ? 'fold' : 'call', turn_no };
  }
}
