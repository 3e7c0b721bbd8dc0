import assert from 'node:assert/strict';
import { steadyRows } from '../../web/src/lobby/steadyRows.ts';

const rows = (...ids: string[]) => ids.map((id) => ({ id }));
const shown = (list: ReturnType<typeof steadyRows>) =>
  list.map(({ value, over }) => (over ? `${value.id} over` : value.id));

describe('steadyRows', () => {
  const before = steadyRows([], rows('a', 'b', 'c'), false, 9);

  it('is the list as it is while nobody points at it', () => {
    assert.deepEqual(shown(steadyRows(before, rows('d', 'c', 'a'), false, 9)), ['d', 'c', 'a']);
  });

  it('moves no row under the pointer: what is over keeps its place, what is new comes last', () => {
    const held = steadyRows(before, rows('d', 'c', 'a'), true, 9);
    assert.deepEqual(shown(held), ['a', 'b over', 'c', 'd']);
    assert.deepEqual(shown(steadyRows(held, rows('e', 'd', 'a'), true, 9)), [
      'a',
      'b over',
      'c over',
      'd',
      'e',
    ]);
  });

  it('shows what is new of a row in its place', () => {
    const [row] = steadyRows(
      [{ value: { id: 'a', watching: 0 }, over: false }],
      [{ id: 'a', watching: 2 }],
      true,
      9,
    );
    assert.deepEqual(row, { value: { id: 'a', watching: 2 }, over: false });
  });

  it('never says that a table is over because newer ones crowd it out', () => {
    const two = steadyRows([], rows('a', 'b', 'c'), false, 2);
    assert.deepEqual(shown(two), ['a', 'b']);
    assert.deepEqual(shown(steadyRows(two, rows('e', 'd', 'a', 'b', 'c'), true, 2)), ['a', 'b']);
    assert.deepEqual(shown(steadyRows(two, rows('e', 'd', 'a', 'b', 'c'), false, 2)), ['e', 'd']);
  });
});
