import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { cardOf, written } from '../../../src/games/holdem/cards.ts';
import {
  dealtCards,
  deckFrom,
  deckKey,
  deckRoot,
  entropyCommitment,
  handCommitment,
  leafOf,
  matchCommitment,
  openingsOf,
  seedOf,
} from '../../../src/games/holdem/fairness.ts';
import { holdem } from '../../../src/games/holdem/holdem.ts';
import { Match } from '../../../src/match/match.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';

interface Vectors {
  match_id: string;
  M: string;
  match_commitment: string;
  players: { seat: number; id: string; value: string | null; commitment: string | null }[];
  entropy: string;
  hands: {
    hand: number;
    seed: string;
    commitment: string;
    deck_key: string;
    deck: string;
    leaves_root: string;
    leaf0: { salt: string; card: string; hash: string };
  }[];
}

const vectors: Vectors = JSON.parse(readFileSync(new URL('fairness-vectors.json', import.meta.url), 'utf8'));
const { match_id, players, entropy } = vectors;
const secret = Buffer.from(vectors.M, 'hex');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('hold’em’s decks', () => {
  it('HE33 come from a secret that is committed to as the vectors say', () => {
    assert.equal(matchCommitment(match_id, secret), vectors.match_commitment);
  });

  it('HE34 come from what players bring, who committed to it as the vectors say', () => {
    for (const { id, value, commitment } of players)
      if (value !== null) assert.equal(entropyCommitment(match_id, id, value), commitment);
    assert.equal(players.map(({ seat, value }) => `${seat}:${value ?? '-'}`).join(), entropy);
  });

  for (const { hand, seed, commitment, deck_key, deck, leaves_root, leaf0 } of vectors.hands)
    it(`HE3 are shuffled, committed to and bound as the vectors say: hand ${hand}`, () => {
      const ours = seedOf(secret, hand);
      assert.equal(hex(ours), seed);
      assert.equal(handCommitment(match_id, hand, ours), commitment);
      const key = deckKey(ours, match_id, hand, entropy);
      assert.equal(hex(key), deck_key);
      assert.equal(written(deckFrom(key)), deck);
      const openings = openingsOf(key, deck.split(' ').map(cardOf), dealtCards(players.length));
      const { salt, card, hash } = leaf0;
      assert.deepEqual(openings[0], { position: 0, card, salt });
      assert.equal(leafOf({ position: 0, card, salt }), hash);
      assert.equal(deckRoot(openings.map(leafOf)), leaves_root);
    });

  it('HE3 are another for each match and each hand', () => {
    const dealt = (id: string, seed: string) => {
      const seats = ['ann', 'bob', 'cid'].map((one) => ({ id: one, name: one, bot: false }));
      const { state } = Match.start(holdem, holdemMaker.plain, { id, game: 'holdem', seed, seats });
      return JSON.stringify([...state.players.values()].map(({ hole }) => hole));
    };
    const all = [dealt('a', 'one'), dealt('a', 'two'), dealt('b', 'one')];
    assert.equal(new Set(all).size, all.length);
    assert.equal(dealt('a', 'one'), all[0]);
  });
});
