import type { GameEvent, Kinds, StateMaker, Table, TableState } from '../games/game.ts';
import { hmacSha256 } from '../lib/hmac.ts';
import type { Random } from '../lib/random.ts';
import type { History } from './history.ts';
import type { MatchSetup } from './journal.ts';

interface RuledTableNeeds<S extends TableState, X> {
  setup: MatchSetup;
  state: S;
  maker: StateMaker<S>;
  secret: X;
  random: Random;
  /** Game ms. */
  now(): number;
  /** For everybody, or with `only` for that player. */
  tell(event: GameEvent, only?: string): void;
  /** Where its ledger and its records go; null: nowhere. */
  history(): History | null;
}

/** The table as rules get it. */
export function ruledTable<S extends TableState, X, C extends Kinds<C>>(
  needs: RuledTableNeeds<S, X>,
): Table<S, X, C> {
  const { setup, state, maker, secret, random, now, tell, history } = needs;
  const { id, seed, rules = 1 } = setup;
  return {
    ...{ id, state, rules, secret, random },
    get now() {
      return now();
    },
    derive: (label) => hmacSha256(seed, label),
    make: (kind) => maker.child(kind) as C[typeof kind],
    emit: tell,
    post: (line) => history()?.ledger.post(line),
    accrue: (line) => history()?.ledger.accrue(line),
    record: (record) => history()?.record(record),
  };
}
