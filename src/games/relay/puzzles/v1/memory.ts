import type { PuzzleType } from '../puzzle.ts';
import { readCell } from './reading.ts';

/** What lies in a grid, with a name for those who cannot see it. */
const THINGS: readonly [symbol: string, name: string][] = [
  ['★', 'star'],
  ['●', 'circle'],
  ['▲', 'triangle'],
  ['■', 'square'],
  ['♥', 'heart'],
  ['♦', 'diamond'],
  ['♣', 'club'],
  ['♠', 'spade'],
  ['☾', 'moon'],
  ['☀', 'sun'],
  ['☂', 'umbrella'],
  ['⚑', 'flag'],
];

/** A grid is shown for this long, and longer for everything in it. Game ms. */
const SHOWN_MS = 1500;
const SHOWN_PER_THING_MS = 500;

const COLUMNS = 'ABCDE';

/** A grid of things, shown for a while; then one of them is asked for. The answer is its cell, like `B3`. */
export const memory: PuzzleType = {
  name: 'memory',
  make(random, level) {
    const size = level <= 4 ? 3 : level <= 8 ? 4 : 5;
    const things = random.shuffle(THINGS).slice(0, 2 + level);
    const cells = random.shuffle([...Array(size * size).keys()]).slice(0, things.length);
    const grid = Array<string>(size * size).fill('');
    for (const [i, cell] of cells.entries()) grid[cell] = things[i]?.[0] ?? '';
    const asked = random.int(0, things.length - 1);
    const [symbol, name] = things[asked] ?? [];
    const afterMs = SHOWN_MS + SHOWN_PER_THING_MS * things.length;
    return {
      question: `Remember what lies where. The grid is gone in ${afterMs / 1000} seconds.`,
      data: JSON.stringify({ size, cells: grid }),
      answer: cellName(cells[asked] ?? 0, size),
      later: {
        afterMs,
        question: `Where was the ${name} ${symbol}? Columns are ${[...COLUMNS.slice(0, size)].join(', ')} from the left, rows 1 to ${size} from the top: answer a letter and a number.`,
        data: JSON.stringify({ size }),
      },
    };
  },
  accepts: ({ answer }, given) => readCell(given) === answer,
  slip({ answer, data }, random) {
    const { size } = JSON.parse(data) as { size: number };
    const others = [...Array(size * size).keys()].map((cell) => cellName(cell, size));
    return random.pick(others.filter((cell) => cell !== answer));
  },
};

/** Columns are letters from the left, rows numbers from the top. */
function cellName(cell: number, size: number): string {
  return `${COLUMNS.charAt(cell % size)}${Math.floor(cell / size) + 1}`;
}
