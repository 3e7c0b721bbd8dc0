import assert from 'node:assert/strict';
import { momentText } from '../../web/src/result/momentText.ts';
import { CARD, cardPlaces, linesOf, shortened } from '../../web/src/result/resultCard.ts';

function row(id: string, rank: number) {
  return { id, name: id, bot: false, left: false, seat: 0, rank, score: 10, rating: null };
}

/** As if all letters were as wide. */
const measure = (text: string) => [...text].length;

describe('the picture of a result', () => {
  it('has the first three on steps within it, the first highest and in the middle', () => {
    const places = cardPlaces([row('a', 1), row('b', 2), row('c', 3), row('d', 4)]);
    assert.deepEqual(
      places.map(({ row, place }) => [row.id, place]),
      [
        ['b', '2nd'],
        ['a', '1st'],
        ['c', '3rd'],
      ],
    );
    for (const { x, y, width, height, guest } of places) {
      assert.ok(x >= 0 && x + width <= CARD.width, `${x}`);
      assert.ok(y - guest >= 0 && y + height === CARD.height, `${y}`);
    }
    const heights = places.map(({ height }) => height);
    assert.equal(Math.max(...heights), heights[1]);
  });

  it('lets who is equal stand equally high, and two have room', () => {
    const [second, first] = cardPlaces([row('a', 1), row('b', 1)]);
    assert.equal(second?.height, first?.height);
    assert.deepEqual(cardPlaces([]), []);
  });

  it('breaks texts between words, and cuts what does not fit', () => {
    assert.deepEqual(linesOf('Ada came 1st of 5', 8, 4, measure), ['Ada came', '1st of 5']);
    assert.deepEqual(linesOf('one two three', 5, 2, measure), ['one', 'two…']);
    assert.deepEqual(linesOf('Bartholomew came', 8, 3, measure), ['Barthol…', 'came']);
    assert.equal(shortened('Bartholomew', 5, measure), 'Bart…');
    assert.equal(shortened('Ada', 5, measure), 'Ada');
  });
});

describe('what was special about a match', () => {
  it('is said in a few words', () => {
    const said = [
      { kind: 'first_match' as const },
      { kind: 'first_win' as const },
      { kind: 'wins_in_a_row' as const, count: 3 },
      { kind: 'best_score' as const, score: 54, before: 40 },
      { kind: 'matches' as const, count: 10 },
    ].map((moment) => momentText(moment, 'Relay'));
    assert.deepEqual(said, [
      'Your first match of Relay',
      'Your first win at Relay',
      '3 wins in a row',
      'Your best yet: 54, before 40',
      'Your 10th match of Relay',
    ]);
  });
});
