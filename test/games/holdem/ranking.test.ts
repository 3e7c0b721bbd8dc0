import assert from 'node:assert/strict';
import pokersolver from 'pokersolver';
import { CARDS, cardOf, written } from '../../../src/games/holdem/cards.ts';
import { categoryOf, strengthOf } from '../../../src/games/holdem/ranking.ts';
import { Random } from '../../../src/lib/random.ts';

const { Hand } = pokersolver;
const HANDS = 2_000;
const deck = CARDS.map((_, card) => card);
const cards = (text: string) => text.split(' ').map(cardOf);

/** What another evaluator makes of it. */
const solved = (hand: readonly number[]) => Hand.solve(hand.map((card) => CARDS[card] as string));

describe('hold’em’s ranking', () => {
  it('HE2 orders hands as another evaluator does, ties included', () => {
    const random = Random.seeded('two hands of seven');
    let [ties, other] = [0, 0];
    for (let i = 0; i < HANDS; i++) {
      const drawn = random.shuffle(deck);
      const [a, b] = [drawn.slice(0, 7), [...drawn.slice(0, 5), ...drawn.slice(7, 9)]];
      const winners = Hand.winners([solved(a), solved(b)]);
      const theirs = winners.length === 2 ? 0 : winners[0] === undefined ? Number.NaN : sideOf(winners[0], a);
      const ours = Math.sign(strengthOf(a) - strengthOf(b));
      assert.equal(ours, theirs, `${written(a)} against ${written(b)}`);
      if (ours === 0) ties += 1;
      else other += 1;
    }
    assert.ok(ties > 20 && other > 20, `${ties} ties`);
  });

  it('HE2 names what five, six and seven cards make', () => {
    const random = Random.seeded('names');
    const names = new Set<string>();
    for (let i = 0; i < HANDS; i++) {
      const hand = random.shuffle(deck).slice(0, random.int(5, 7));
      const theirs = solved(hand).name.toLowerCase();
      assert.equal(categoryOf(hand), theirs, written(hand));
      names.add(theirs);
    }
    assert.ok(names.size >= 7, [...names].join());
    assert.equal(categoryOf(cards('As Ks Qs Js Ts 2c 3d')), 'straight flush');
    assert.equal(categoryOf(cards('As 2s 3s 4s 5s')), 'straight flush');
    assert.equal(categoryOf(cards('As Ac Ad Ah 5s')), 'four of a kind');
  });

  it('HE2 knows all 2,598,960 hands of five', function () {
    this.timeout(180_000);
    const counts: Record<string, number> = {};
    for (let a = 0; a < 48; a++)
      for (let b = a + 1; b < 49; b++)
        for (let c = b + 1; c < 50; c++)
          for (let d = c + 1; d < 51; d++)
            for (let e = d + 1; e < 52; e++) {
              const category = categoryOf([a, b, c, d, e]);
              counts[category] = (counts[category] ?? 0) + 1;
            }
    assert.deepEqual(counts, {
      'straight flush': 40,
      'four of a kind': 624,
      'full house': 3_744,
      flush: 5_108,
      straight: 10_200,
      'three of a kind': 54_912,
      'two pair': 123_552,
      pair: 1_098_240,
      'high card': 1_302_540,
    });
  });

  it('HE2 refuses what is no hand', () => {
    for (const wrong of [
      [0, 1, 2, 3],
      [0, 1, 2, 3, 4, 5, 6, 7],
      [0, 1, 2, 3, 255],
      [0, 1, 2, 3, 3],
      [0, 1, 2, 3, 1.5],
    ])
      assert.throws(() => strengthOf(wrong), /no hand|no card|twice/, String(wrong));
    assert.throws(() => strengthOf([0, 1, 2, 3, Number.NaN]), /no card/);
    assert.throws(() => cardOf('as'), /no card/);
    assert.throws(() => categoryOf([0, 1, 2, 3, -1]), /no card/);
  });
});

/** 1 when the winner is the hand of these cards. */
function sideOf(winner: { cardPool: { toString(): string }[] }, hand: readonly number[]): number {
  const pool = winner.cardPool.map(String).map((text) => text.replace('10', 'T'));
  return hand.slice(5).every((card) => pool.includes(CARDS[card] as string)) ? 1 : -1;
}
