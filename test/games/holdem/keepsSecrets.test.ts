import assert from 'node:assert/strict';
import type { GameEvent } from '../../../src/games/game.ts';
import { NO_CARD } from '../../../src/games/holdem/cards.ts';
import { deckOf } from '../../../src/games/holdem/decks.ts';
import { holdem, holdemDealtFrom } from '../../../src/games/holdem/holdem.ts';
import type { HoldemTable } from '../../../src/games/holdem/table.ts';
import { Match } from '../../../src/match/match.ts';
import { visibleState } from '../../../src/match/view.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';
import { keepsSecrets } from '../keepsSecrets.ts';
import { Wire } from '../Wire.ts';

keepsSecrets('HE3 HE20 holdem', {
  game: holdem,
  maker: holdemMaker,
  // A showdown depends on all hands that are in it: one that is mucked tells that it does not win.
  opened: ({ players }) => {
    const all = [...players.values()];
    return all.some(({ shown }) => shown.length > 0)
      ? all.filter(({ folded }) => !folded).map(({ id }) => id)
      : [];
  },
  holds: ({ players }, id) => players.get(id)?.hole.a !== NO_CARD,
});

describe('hold’em as it is dealt', () => {
  it('HE3 tells the same to whoever looks on, whatever the others are dealt', () => {
    const [viewer, first, other] = ['ann', 'bob', 'cid'] as const;
    /**
     * Everything that is told and seen while a hand is dealt and played to the flop; the first and the other may have
     * each other's cards.
     */
    const told = (exchanged: boolean) => {
      const deck = (table: HoldemTable) => {
        const cards = [...deckOf(table)];
        if (!exchanged) return cards;
        const { dealt } = table.secret.book;
        const [a, b] = [first, other].map((id) => dealt.indexOf(table.state.players.get(id)?.seat ?? -1)) as [
          number,
          number,
        ];
        for (const round of [0, dealt.length])
          [cards[a + round], cards[b + round]] = [cards[b + round] as number, cards[a + round] as number];
        return cards;
      };
      const lines: string[] = [];
      const seats = [viewer, first, other].map((id) => ({ id, name: id, bot: false }));
      const setup = { id: 'dealt', game: 'holdem', rules: holdem.rules ?? 1, seed: 'dealt', seats };
      const event = (what: GameEvent) => lines.push(JSON.stringify(what));
      const match = Match.start(holdemDealtFrom(deck), holdemMaker, setup, { event });
      const wire = new Wire(match.state);
      for (const who of [viewer, null]) lines.push(wire.join(who));
      while (match.state.hand === 0) match.advance(100);
      for (let i = 0; match.state.street !== 'turn'; i++) {
        const player = [...match.state.players.values()].find(({ seat }) => seat === match.state.turn);
        assert.ok(player);
        const action = match.state.price > player.bet ? 'call' : 'check';
        match.apply(player.id, { request_id: `r${i}`, action });
        lines.push(...wire.patch().values());
        for (const who of [viewer, null])
          lines.push(JSON.stringify(visibleState(holdemMaker, match.state, who)));
      }
      // Salted, it tells nothing of the cards that it binds the hand to.
      const { deck_root = '' } = match.state;
      const without = lines.map((line) =>
        line.replaceAll(deck_root, '').replaceAll(Buffer.from(deck_root).toString('hex'), ''),
      );
      return { lines: without, hole: JSON.stringify(match.state.players.get(first)?.hole), deck_root };
    };
    const [real, exchanged] = [told(false), told(true)];
    assert.notEqual(exchanged.hole, real.hole);
    assert.notEqual(exchanged.deck_root, real.deck_root);
    assert.deepEqual(exchanged.lines, real.lines);
  });
});
