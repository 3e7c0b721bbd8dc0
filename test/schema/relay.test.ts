import assert from 'node:assert/strict';
import { relay } from '../../src/games/relay/relay.ts';
import { canonical, plain } from '../../src/match/canonical.ts';
import type { MatchSetup } from '../../src/match/journal.ts';
import { Match } from '../../src/match/match.ts';
import { visibleState } from '../../src/match/view.ts';
import { relayMaker } from '../../src/schema/relay.ts';
import { Wire } from '../games/Wire.ts';

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

describe('relay as synchronised state', () => {
  it('RL22 keeps the open puzzle for its player, and nothing else', () => {
    const player = relayMaker.player();
    assert.deepEqual(relayMaker.ownerFields, ['puzzle']);
    assert.deepEqual(viewFields(player), ['puzzle']);
    assert.deepEqual(viewFields(relayMaker.state()), []);
    assert.deepEqual(viewFields(player.puzzle), []);
  });

  it('RL22 sends a whole match so that everybody sees what they may, and no more', () => {
    const match = Match.start(relay, relayMaker, SETUP);
    const puzzle = match.state.players.get('ann')?.puzzle;
    const wire = new Wire(match.state);
    wire.join('ann');
    wire.join(null);

    for (let i = 0; !match.over; i++) {
      match.advance(150);
      wire.patch();
      if (i === 100) wire.join('bob');
      for (const viewer of i < 100 ? ['ann', null] : ['ann', 'bob', null]) {
        assert.deepEqual(wire.seenBy(viewer), visibleState(relayMaker, match.state, viewer));
      }
    }

    assert.ok((match.state.players.get('ann')?.solved ?? 0) > 5);
    assert.equal(match.state.players.get('ann')?.puzzle, puzzle);
  });

  it('sends a second of decay in a few bytes', () => {
    const seats = SETUP.seats.map((seat) => ({ ...seat, bot: false }));
    const match = Match.start(relay, relayMaker, { ...SETUP, seats });
    const wire = new Wire(match.state);
    wire.join(null);
    wire.patch();
    match.advance(950);
    assert.equal(wire.patch().get(null), '');
    match.advance(50);
    const bytes = (wire.patch().get(null) ?? '').length / 2;
    assert.ok(bytes > 0 && bytes < 40, `${bytes} bytes`);
  });

  it('RL23 is restored from what it freezes to', () => {
    const match = Match.start(relay, relayMaker, SETUP);
    for (let i = 0; i < 40; i++) match.advance(1000);

    const restored = relayMaker.restore(JSON.parse(JSON.stringify(match.freeze().state)));

    assert.deepEqual(plain(restored), plain(match.state));
    assert.equal(canonical(restored), canonical(match.state));
    assert.equal(canonical(relayMaker.plain.restore(plain(restored))), canonical(match.state));
    assert.equal(restored.players.get('ann')?.constructor, match.state.players.get('ann')?.constructor);
  });
});
