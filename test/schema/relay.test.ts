import assert from 'node:assert/strict';
import { Decoder, Encoder, Reflection, type Schema, StateView } from '@colyseus/schema';
import { relay } from '../../src/games/relay/relay.ts';
import { canonical, plain } from '../../src/match/canonical.ts';
import type { MatchSetup } from '../../src/match/journal.ts';
import { Match } from '../../src/match/match.ts';
import { visibleState } from '../../src/match/view.ts';
import { relayMaker } from '../../src/schema/relay.ts';

const SETUP: MatchSetup = {
  id: 'm',
  game: 'relay',
  seed: 'wire',
  seats: ['ann', 'bob', 'cid'].map((id) => ({ id, name: id, bot: true, skill: 0.6 })),
};

/** Names of a schema's fields that only views get. */
function viewFields(of: object): string[] {
  const metadata = (of.constructor as { [Symbol.metadata]?: unknown })[Symbol.metadata];
  const fields = Object.values(metadata as Record<string, { name?: string; tag?: number }>);
  return fields.filter(({ tag }) => tag !== undefined).map(({ name }) => name ?? '');
}

/** A state on one end of a wire, and on the other what a viewer's client makes of it. */
class Wire {
  readonly #encoder: Encoder;
  readonly #clients = new Map<string | null, { decoder: Decoder; view: StateView | undefined }>();

  constructor(state: Schema) {
    this.#encoder = new Encoder(state);
  }

  /** A client joins; with an entity to see the private fields of. */
  join(viewer: string | null, own?: Schema): void {
    const view = own && new StateView();
    if (own) view?.add(own);
    const decoder = new Decoder(Reflection.decode(Reflection.encode(this.#encoder)).state);
    this.#clients.set(viewer, { decoder, view });
    const it = { offset: 0 };
    const all = this.#encoder.encodeAll(it);
    const full = view ? this.#encoder.encodeAllView(view, it.offset, it) : all;
    decoder.decode(full.slice(0, it.offset));
  }

  /** Everybody gets the next patch. Answers its bytes per viewer. */
  patch(): Map<string | null, number> {
    const it = { offset: 0 };
    const common = this.#encoder.encode(it);
    const shared = it.offset;
    const bytes = new Map<string | null, number>();
    for (const [viewer, { decoder, view }] of this.#clients) {
      const end = { offset: shared };
      const patch = view ? this.#encoder.encodeView(view, shared, end) : common;
      decoder.decode(patch.slice(0, end.offset));
      bytes.set(viewer, end.offset);
    }
    this.#encoder.discardChanges();
    return bytes;
  }

  seenBy(viewer: string | null): unknown {
    return plain(this.#clients.get(viewer)?.decoder.state);
  }
}

describe('relay as synchronised state', () => {
  it('has the fields of the plain state', () => {
    const keys = (value: object) => Object.keys(plain(value) as object).sort();
    assert.deepEqual(keys(relayMaker.state()), keys(relay.plain.state()));
    assert.deepEqual(plain(relayMaker.player()), plain(relay.plain.player()));
    assert.deepEqual(plain(relayMaker.state()), plain(relay.plain.state()));
  });

  it('RL22 keeps for views what the game calls private', () => {
    const player = relayMaker.player();
    assert.deepEqual(viewFields(player), relay.privateFields);
    assert.deepEqual(viewFields(relayMaker.state()), []);
    assert.deepEqual(viewFields(player.puzzle), []);
  });

  it('RL22 sends a whole match so that everybody sees what they may, and no more', () => {
    const match = Match.start(relay, relayMaker, SETUP);
    const puzzle = match.state.players.get('ann')?.puzzle;
    const wire = new Wire(match.state as unknown as Schema);
    const ann = () => match.state.players.get('ann') as unknown as Schema;
    wire.join('ann', ann());
    wire.join(null);

    for (let i = 0; !match.over; i++) {
      match.advance(150);
      wire.patch();
      if (i === 100) wire.join('bob', match.state.players.get('bob') as unknown as Schema);
      for (const viewer of i < 100 ? ['ann', null] : ['ann', 'bob', null]) {
        assert.deepEqual(wire.seenBy(viewer), visibleState(relay, match.state, viewer));
      }
    }

    assert.ok((match.state.players.get('ann')?.solved ?? 0) > 5);
    assert.equal(match.state.players.get('ann')?.puzzle, puzzle);
  });

  it('sends a second of decay in a few bytes', () => {
    const seats = SETUP.seats.map((seat) => ({ ...seat, bot: false }));
    const match = Match.start(relay, relayMaker, { ...SETUP, seats });
    const wire = new Wire(match.state as unknown as Schema);
    wire.join(null);
    wire.patch();
    match.advance(950);
    assert.equal(wire.patch().get(null), 0);
    match.advance(50);
    const bytes = wire.patch().get(null) ?? 0;
    assert.ok(bytes > 0 && bytes < 40, `${bytes} bytes`);
  });

  it('RL23 is restored from what it freezes to', () => {
    const match = Match.start(relay, relayMaker, SETUP);
    for (let i = 0; i < 40; i++) match.advance(1000);

    const restored = relayMaker.restore(JSON.parse(JSON.stringify(match.freeze().state)));

    assert.deepEqual(plain(restored), plain(match.state));
    assert.equal(canonical(restored), canonical(match.state));
    assert.equal(canonical(relay.plain.restore(plain(restored))), canonical(match.state));
    assert.equal(restored.players.get('ann')?.constructor, match.state.players.get('ann')?.constructor);
  });
});
