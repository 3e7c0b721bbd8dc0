import assert from 'node:assert/strict';
import pokersolver from 'pokersolver';
import { CARDS } from '../../../src/games/holdem/cards.ts';
import { holdem } from '../../../src/games/holdem/holdem.ts';
import type { HoldemState } from '../../../src/games/holdem/state.ts';
import { START_STACK } from '../../../src/games/holdem/structure.ts';
import { Random } from '../../../src/lib/random.ts';
import { Match } from '../../../src/match/match.ts';
import { replay } from '../../../src/match/replay.ts';
import { stateHash } from '../../../src/match/stateHash.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';
import { type OracleHand, oracle } from './oracle.ts';

const { Hand } = pokersolver;
const SEEDS = Array.from({ length: 60 }, (_, i) => `random match ${i}`);

/** Hole cards, chips put in and folds of the hand that is on, read from outside as it is played. */
interface Watched {
  hand: number;
  stacks: Map<number, number>;
  holes: Map<number, number[]>;
}

/** A match among people who do at random what the rules take and what they do not, come and go. */
class RandomMatch {
  readonly match: Match<HoldemState>;
  readonly setup;
  readonly #random: Random;
  readonly #people: string[];
  #requests = 0;
  #watched: Watched = { hand: 0, stacks: new Map(), holes: new Map() };
  readonly seen = { hands: 0, sidePots: 0, ties: 0, leavers: 0, refused: 0, timeOuts: 0 };

  constructor(seed: string) {
    this.#random = Random.seeded(seed);
    this.#people = ['ann', 'bob', 'cid', 'dan', 'eve'].slice(0, this.#random.int(3, 5));
    const seats = this.#people.map((id) => ({ id, name: id, bot: false }));
    this.setup = { id: seed, game: 'holdem', rules: holdem.rules ?? 1, seed, seats };
    this.match = Match.start(holdem, holdemMaker.plain, this.setup) as unknown as Match<HoldemState>;
  }

  play(): void {
    this.#begun();
    for (let i = 0; i < 6_000 && !this.match.over; i++) {
      this.#one();
      this.#checkChips();
      this.#begun();
    }
  }

  #one(): void {
    const { match } = this;
    const random = this.#random;
    const { turn, street } = match.state;
    const inTurn = [...match.state.players.values()].find(({ seat }) => seat === turn);
    if (random.chance(0.003)) {
      if (match.leave(random.pick(this.#people))) this.seen.leavers += 1;
    } else if (!inTurn || random.chance(0.04)) {
      const { seq } = match;
      const steps = inTurn && random.chance(0.2) ? 25 : 1;
      for (let n = 0; n < steps && match.seq === seq; n++) match.advance(2_000);
      if (inTurn && match.seq > seq) this.seen.timeOuts += 1;
    } else this.#act(random.chance(0.95) ? inTurn.id : random.pick(this.#people));
    if (street !== 'over') this.#ended();
  }

  #act(player: string): void {
    const random = this.#random;
    const { min_raise, max_raise, big_blind } = this.match.state;
    const amount = random.chance(0.9) ? Math.min(max_raise, min_raise + big_blind) : random.int(1, 1_500);
    const [common, rare] = [
      ['check', 'check', 'call', 'call', 'call', 'fold', 'raise'],
      ['all_in', 'show', 'sit_out', 'sit_in'],
    ];
    const action = random.pick(random.chance(0.92) ? common : rare);
    this.#requests += 1;
    const before = stateHash(this.match.state);
    const request = {
      request_id: `r${this.#requests}`,
      ...(action === 'raise' ? { action, amount: Math.max(1, amount) } : { action }),
    };
    const { reply } = this.match.apply(player, request);
    if (!('code' in reply)) return;
    this.seen.refused += 1;
    assert.equal(stateHash(this.match.state), before, 'a refusal changed something');
  }

  /** Chips in front, in pots and behind are what was dealt out, but for what leavers took out. */
  #checkChips(): void {
    const { players, pots, street } = this.match.state;
    const all = [...players.values()];
    const pot = street === 'over' ? 0 : [...pots].reduce((sum, { amount }) => sum + amount, 0);
    const chips = all.reduce((sum, { stack, bet }) => sum + stack + bet, pot);
    const out = this.match.ledger.entries().filter(({ kind }) => kind === 'forfeit');
    const forfeited = out.reduce((sum, { amount }) => sum + amount, 0);
    assert.equal(chips + forfeited, START_STACK * all.length);
    for (const { stack, bet } of all) assert.ok(Number.isInteger(stack) && stack >= 0 && bet >= 0);
    if (street === 'over') {
      for (const { id, stack } of all) assert.equal(this.match.ledger.balance(id), stack, id);
    } else if (!this.match.over) assert.ok(Number.isFinite(this.match.idleMs), 'nothing will happen');
  }

  #begun(): void {
    const { hand, players } = this.match.state;
    if (hand === this.#watched.hand) return;
    const all = [...players.values()];
    const record = this.match.records().at(-1)?.data as { players: { seat: number; stack: number }[] };
    this.#watched = {
      hand,
      stacks: new Map(record.players.map(({ seat, stack }) => [seat, stack])),
      holes: new Map(all.map(({ seat, hole }) => [seat, [hole.a, hole.b]])),
    };
  }

  /** A hand that is over was paid as the oracle says. */
  #ended(): void {
    const { state } = this.match;
    if (state.street !== 'over' || state.hand !== this.#watched.hand) return;
    const { data } = this.match.records().findLast(({ kind }) => kind === 'hand') as { data: object };
    const { actions, paid, returned, pots, shown } = data as {
      actions: [number, string, number][];
      paid: Record<string, number>;
      returned: Record<string, number>;
      pots: { winners: number[] }[];
      shown: { seat: number; cards: string }[];
    };
    const seats = [...this.#watched.stacks.keys()].sort((a, b) => a - b);
    const folded = new Set(
      actions.filter(([, what]) => what === 'fold' || what === 'leave').map(([seat]) => seat),
    );
    const left = seats.filter((seat) => !folded.has(seat));
    const hands: OracleHand[] = seats.map((seat) => ({
      seat,
      chips:
        actions.reduce((sum, [who, , chips]) => sum + (who === seat ? chips : 0), 0) - (returned[seat] ?? 0),
      folded: folded.has(seat),
      strength: 0,
    }));
    if (left.length > 1) this.#rank(hands);
    const clockwise = [
      ...seats.filter((seat) => seat > state.button),
      ...seats.filter((seat) => seat <= state.button),
    ];
    const should = [...oracle(hands, clockwise)].filter(([, chips]) => chips > 0);
    assert.deepEqual(
      Object.fromEntries(should.sort(([a], [b]) => a - b)),
      paid,
      `hand ${state.hand} of ${this.setup.id}: ${JSON.stringify(data)}`,
    );
    for (const { seat } of shown) assert.ok(!folded.has(seat), 'a folded hand was shown');
    this.seen.hands += 1;
    if (pots.length > 1) this.seen.sidePots += 1;
    if (pots.some(({ winners }) => winners.length > 1)) this.seen.ties += 1;
  }

  /** Strength by the other evaluator: how many of the hands it beats. */
  #rank(hands: OracleHand[]): void {
    const board = [...this.match.state.board];
    const solved = hands.map(({ seat }) =>
      Hand.solve([...(this.#watched.holes.get(seat) ?? []), ...board].map((card) => CARDS[card] as string)),
    );
    for (const [i, hand] of hands.entries())
      hand.strength = solved.filter((one) => {
        const winners = Hand.winners([one, solved[i] as never]);
        return winners.length === 1 && winners[0] === solved[i];
      }).length;
  }
}

const tally = (total: (field: keyof RandomMatch['seen']) => number) =>
  (['hands', 'sidePots', 'ties', 'leavers', 'refused', 'timeOuts'] as const)
    .map((field) => `${total(field)} ${field}`)
    .join(', ');

describe('hold’em, played at random', function () {
  this.timeout(180_000);
  const played: RandomMatch[] = [];

  it('HE16 HE17 HE27 pays every hand as an oracle does, and no chip comes or goes', () => {
    for (const seed of SEEDS) {
      const one = new RandomMatch(seed);
      one.play();
      played.push(one);
    }
    const total = (field: keyof RandomMatch['seen']) =>
      played.reduce((sum, { seen }) => sum + seen[field], 0);
    assert.ok(played.filter(({ match }) => match.over).length > SEEDS.length / 2);
    assert.ok(total('hands') > 500 && total('sidePots') > 30 && total('ties') > 10, tally(total));
    assert.ok(total('leavers') > 5 && total('refused') > 500 && total('timeOuts') > 20, tally(total));
  });

  it('HE26 places everybody, the last with chips first', () => {
    for (const { match } of played.filter((one) => one.match.over)) {
      const standings = match.standings();
      const ranks = standings.map(({ rank }) => rank).sort((a, b) => a - b);
      assert.equal(ranks[0], 1);
      for (const [i, rank] of ranks.entries())
        assert.equal(rank, ranks.indexOf(rank) + 1, `${ranks} at ${i}`);
      const chips = standings.find(({ rank }) => rank === 1)?.score ?? 0;
      assert.ok(
        standings.every(({ rank, score }) => rank === 1 || score === 0),
        String(chips),
      );
    }
  });

  it('HE29 replays to the same state and records, as plain and as synchronised objects', () => {
    for (const { match, setup } of played.slice(0, 10))
      for (const maker of [holdemMaker, holdemMaker.plain]) {
        const again = replay(holdem, maker, setup, JSON.parse(JSON.stringify(match.journal)), match.now);
        assert.equal(stateHash(again.state), stateHash(match.state));
        assert.deepEqual(again.records(), match.records());
      }
  });
});
