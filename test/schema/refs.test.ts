import assert from 'node:assert/strict';
import { schema, t } from '@colyseus/schema';
import type { TableState } from '../../src/games/game.ts';
import { holdem } from '../../src/games/holdem/holdem.ts';
import type { HoldemState } from '../../src/games/holdem/state.ts';
import { Random } from '../../src/lib/random.ts';
import { plain } from '../../src/match/canonical.ts';
import type { FrozenMatch } from '../../src/match/frozenMatch.ts';
import { Match } from '../../src/match/match.ts';
import { visibleState } from '../../src/match/view.ts';
import { holdemMaker } from '../../src/schema/holdem.ts';
import { presetRefs, type Refs, readRefs, reserveRefs } from '../../src/schema/refs.ts';
import { Wire } from '../games/Wire.ts';

const PLAYERS = ['ann', 'bob', 'cid', 'dan', 'eve'];

/** As text and back: what a store does to it. */
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** A match that is owned by one process after the other, and clients that keep what they have in between. */
class Moving {
  match: Match<HoldemState>;
  readonly #wire: Wire;
  #checkpoint!: { frozen: FrozenMatch; refs: Refs };
  #epoch = 1;

  constructor(seed: string) {
    const seats = PLAYERS.map((id) => ({ id, name: id, bot: true, skill: 0.4 }));
    const setup = { id: 'm', game: 'holdem', rules: holdem.rules ?? 1, seed, seats };
    this.match = Match.start(holdem, holdemMaker, setup) as unknown as Match<HoldemState>;
    this.#wire = new Wire(this.match.state);
    for (const viewer of [...PLAYERS, null]) this.#wire.join(viewer);
    this.checkpoint();
  }

  checkpoint(): void {
    this.#checkpoint = stored({ frozen: this.match.freeze(), refs: readRefs(this.match.state) });
  }

  /** The owner is killed; another process goes on from the checkpoint, and everybody comes back to it. */
  takeOver(): void {
    const { frozen, refs } = this.#checkpoint;
    const { now, journal } = this.match;
    this.match = Match.thaw(holdem, holdemMaker, frozen, stored(journal)) as unknown as Match<HoldemState>;
    this.match.runTo(now);
    this.#epoch += 1;
    const next = presetRefs(this.match.state, refs, this.#epoch);
    this.#wire.moveTo(this.match.state, () => reserveRefs(this.match.state, next));
  }

  /** Some time passes. */
  pass(): void {
    this.match.advance(500);
    this.#wire.patch();
  }

  /** @throws AssertionError when some client has another picture than the server */
  check(): void {
    const { state } = this.match;
    for (const viewer of [...PLAYERS, null]) {
      const seen = plain(visibleState(holdemMaker, state, viewer));
      assert.deepEqual(this.#wire.seenBy(viewer), seen, `as seen by ${viewer}`);
    }
  }
}

const CardSchema = schema({ name: t.string() }, 'RefsCard');
const PileSchema = schema({ cards: t.array('uint8') }, 'RefsPile');
const DeskSchema = schema({ piles: t.map(PileSchema), cards: t.array(CardSchema) }, 'RefsDesk');
type Desk = InstanceType<typeof DeskSchema>;

/** Puts a card on a desk, and a pile: in the other order than its fields are in. */
function put(desk: Desk, name: string): void {
  desk.cards.push(Object.assign(new CardSchema(), { name }));
  desk.piles.set(name, new PileSchema());
}

/** Another process has what was on a desk, and its ids as they were stored before. */
function moved(wire: Wire, from: Desk, refs: Refs, epoch: number): Desk {
  const desk = new DeskSchema().restore(stored(plain(from)) as never) as Desk;
  const next = presetRefs(desk, refs, epoch);
  wire.moveTo(desk as unknown as TableState, () => reserveRefs(desk, next));
  assert.deepEqual(wire.seenBy(null), plain(desk));
  return desk;
}

describe('ids of synchronised objects', () => {
  it('are of one object each, for clients that come back to a match with objects that no checkpoint has', () => {
    const moving = new Moving('pots');
    while (moving.match.state.pots.length === 0) moving.pass();
    moving.takeOver();
    moving.check();
    for (let i = 0; i < 60; i++) {
      moving.pass();
      moving.check();
    }
  });

  it('are not those of objects that owners before showed, and nobody stored', () => {
    const desk = new DeskSchema();
    const wire = new Wire(desk as unknown as TableState);
    wire.join(null);
    const refs = stored(readRefs(desk));
    put(desk, 'first');
    wire.patch();
    const second = moved(wire, desk, refs, 2);
    put(second, 'second');
    wire.patch();
    moved(wire, second, refs, 3);
  });

  it('are so however often a match is taken over, wherever the checkpoint was', () => {
    for (let seed = 0; seed < 4; seed++) {
      const random = Random.seeded(`moving ${seed}`);
      const moving = new Moving(`moving ${seed}`);
      for (let i = 0; i < 300 && !moving.match.over; i++) {
        moving.pass();
        if (random.chance(0.1)) moving.checkpoint();
        if (random.chance(0.1)) moving.takeOver();
        moving.check();
      }
    }
  });
});
