import assert from 'node:assert/strict';
import { podiumOf } from '../../web/src/result/podiumOf.ts';
import type { ResultRow } from '../../web/src/result/resultView.ts';

function rows(...ranks: number[]): ResultRow[] {
  return ranks.map((rank, seat) => {
    return { id: `p${seat}`, name: '', bot: false, left: false, seat, rank, score: 0, rating: null };
  });
}

describe('the podium', () => {
  const heights = (...ranks: number[]) =>
    podiumOf(rows(...ranks)).steps.map(({ row, height }) => [row.id, height]);

  it('has the first in the middle, the second at the left, the third at the right, and the others beside', () => {
    assert.deepEqual(heights(1, 2, 3, 4, 5), [
      ['p1', 2],
      ['p0', 1],
      ['p2', 3],
    ]);
    assert.deepEqual(
      podiumOf(rows(1, 2, 3, 4, 5)).beside.map(({ id }) => id),
      ['p3', 'p4'],
    );
  });

  it('stands equal ranks equally high', () => {
    assert.deepEqual(heights(1, 1, 3), [
      ['p1', 1],
      ['p0', 1],
      ['p2', 3],
    ]);
    assert.deepEqual(heights(1, 2, 2), [
      ['p1', 2],
      ['p0', 1],
      ['p2', 2],
    ]);
  });

  it('stands fewer than three', () => {
    assert.deepEqual(heights(1), [['p0', 1]]);
    assert.deepEqual(podiumOf([]), { steps: [], beside: [] });
  });
});
