import assert from 'node:assert/strict';
import { memory } from '../../../../src/games/relay/puzzles/memory.ts';
import { sudoku } from '../../../../src/games/relay/puzzles/sudoku.ts';
import { made, match } from './made.ts';

describe('sudoku', () => {
  const grids = allGrids();

  it('RL26 has one solution among all 288 grids there are', () => {
    assert.equal(grids.length, 288);
    for (const { puzzle } of made(sudoku, 100)) {
      const { cells } = JSON.parse(puzzle.data) as { cells: number[] };
      const clues = cells.map((cell) => cell || '·');
      const rows = [0, 4, 8, 12].map((at) => clues.slice(at, at + 4).join('')).join(' / ');
      assert.ok(puzzle.question.includes(`: ${rows}.`), puzzle.question);
      const solutions = grids.filter((grid) => cells.every((cell, i) => !cell || String(cell) === grid[i]));
      assert.deepEqual(solutions, [puzzle.answer]);
    }
  });

  it('RL6 leaves more cells empty at higher levels', () => {
    const empty = (level: number) =>
      [...made(sudoku, 100)]
        .filter((one) => one.level === level)
        .map(({ puzzle }) => (JSON.parse(puzzle.data) as { cells: number[] }).cells.filter((c) => !c).length)
        .reduce((sum, count) => sum + count, 0) / 100;
    assert.ok(empty(1) >= 4 && empty(1) <= 6 && empty(5) > empty(1) && empty(10) > 9);
  });

  it('RL29 takes 16 digits with any separators, RL30 and nothing else', () => {
    const answer = '1234341221434321';
    const puzzle = { question: '', data: '', answer };
    for (const given of [
      answer,
      '1234 3412 2143 4321',
      '1234/3412/2143/4321',
      [...answer].join(','),
      '1234\n3412\n2143\n4321',
    ]) {
      assert.ok(sudoku.accepts(puzzle, given), given);
    }
    for (const given of [answer.slice(1), `${answer}1`, answer.replace('1', '2'), `x${answer}`, '']) {
      assert.ok(!sudoku.accepts(puzzle, given), given);
    }
  });
});

/** Every solved 4×4 grid, by trying all rows on top of each other. */
function allGrids(): string[] {
  const rows = ['1', '2', '3', '4'].flatMap((a) =>
    [...'1234'].flatMap((b) => [...'1234'].flatMap((c) => [...'1234'].map((d) => a + b + c + d))),
  );
  let grids = [''];
  for (let row = 0; row < 4; row++) {
    grids = grids.flatMap((grid) => rows.map((more) => grid + more).filter(isValid));
  }
  return grids;
}

function isValid(grid: string): boolean {
  const height = grid.length / 4;
  const row = grid.slice(-4);
  if (new Set(row).size < 4) return false;
  for (let column = 0; column < 4; column++) {
    const digits = Array.from({ length: height }, (_, i) => grid[i * 4 + column]);
    if (new Set(digits).size < height) return false;
  }
  if (height % 2 === 1) return true;
  const above = grid.slice(-8, -4);
  return [0, 2].every((at) => new Set(above.slice(at, at + 2) + row.slice(at, at + 2)).size === 4);
}

describe('memory', () => {
  it('RL26 asks for one thing that lies in one cell', () => {
    for (const { puzzle, level } of made(memory, 200)) {
      const { size, cells } = JSON.parse(puzzle.data) as { size: number; cells: string[] };
      const things = cells.filter((cell) => cell !== '');
      assert.equal(cells.length, size * size);
      assert.deepEqual([things.length, new Set(things).size], [2 + level, 2 + level]);
      const [, thing] = match(/^Where was the ([a-z]+) (.)\?/u, puzzle.later?.question ?? '');
      const places = cells.flatMap((cell, i) => (cell === thing ? [i] : []));
      const names = places.map((i) => `${'ABCDE'[i % size]}${1 + Math.floor(i / size)}`);
      assert.deepEqual(names, [puzzle.answer]);
      assert.deepEqual(JSON.parse(puzzle.later?.data ?? ''), { size });
    }
  });

  it('RL31 shows fuller grids longer', () => {
    const times = [...made(memory, 1)].map(({ puzzle }) => puzzle.later?.afterMs ?? 0);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    for (const ms of times) assert.ok(ms >= 2000 && ms <= 10_000 && ms % 50 === 0);
  });
});
