import { parseArgs } from 'node:util';
import { bot } from '../src/games/relay/bot.ts';
import { MAX_LEVEL, type PuzzleName } from '../src/games/relay/puzzles/puzzle.ts';
import { makePuzzle, PUZZLES } from '../src/games/relay/puzzles/registry.ts';
import { relay } from '../src/games/relay/relay.ts';
import { leastMs } from '../src/games/relay/tempo.ts';
import { Random } from '../src/lib/random.ts';
import { relayMaker } from '../src/schema/relay.ts';
import { type Opponent, playOff, STRATEGIES, type StrategyName } from './strategies.ts';

/*
 * How hard relay's puzzles are, and how ways to play it fare: the median time of a middling bot and the least time
 * there is, for each type and level; then the mean place and the points passed on of one player among four middling
 * solvers.
 *
 *     npx node bench/relay.ts [--matches 100] [--puzzles 300] [--examples]
 */

const { values } = parseArgs({
  options: {
    matches: { type: 'string', default: '100' },
    puzzles: { type: 'string', default: '300' },
    /** Prints some puzzles of every type and level as well. */
    examples: { type: 'boolean', default: false },
  },
});

const seconds = (ms: number) => (ms / 1000).toFixed(1).padStart(5);

/** When a bot of skill 0.5 would answer this puzzle, game ms. */
function botMs(type: PuzzleName, level: number, random: Random): { ms: number; question: string } {
  const { later: _, ...puzzle } = makePuzzle(PUZZLES[type], random, level);
  const player = Object.assign(relayMaker.plain.player(), { active: true, points: 100 });
  Object.assign(player.puzzle, { id: '1-1', type, level, ...puzzle });
  const state = { ...relayMaker.plain.state(), players: { ann: player } };
  const mind = { random, skill: 0.5, notes: {} as Record<string, number | string>, lookAt: 0 };
  bot({ me: 'ann', state, now: 0, rules: relay.rules ?? 1 }, mind);
  return { ms: Number(mind.notes.at), question: puzzle.question };
}

console.log(
  `median seconds of a middling bot, least seconds below\n${'level'.padEnd(14)}${row((level) => String(level).padStart(5))}`,
);
for (const type of Object.keys(PUZZLES) as PuzzleName[]) {
  const examples: string[] = [];
  const medians = row((level) => {
    const random = Random.seeded(`bench ${type} ${level}`);
    const drawn = Array.from({ length: Number(values.puzzles) }, () => botMs(type, level, random));
    examples.push(...drawn.slice(0, 3).map(({ question }) => `  ${level}: ${question}`));
    const sorted = drawn.map(({ ms }) => ms).sort((a, b) => a - b);
    return seconds(sorted[sorted.length >> 1] ?? 0);
  });
  console.log(
    `${type.padEnd(14)}${medians}\n${''.padEnd(14)}${row((level) => seconds(leastMs(type, level)))}`,
  );
  if (values.examples) console.log(examples.join('\n'));
}

const MIDDLING: Opponent = { strategy: 'solve', skill: 0.5 };
const FOUR = Array<Opponent>(4).fill(MIDDLING);
console.log('\none among four middling solvers                 place  passed on   length');
for (const strategy of Object.keys(STRATEGIES) as StrategyName[]) {
  print(strategy, [{ strategy, skill: 0.5 }, ...FOUR]);
}
for (const skill of [0.2, 0.35, 0.65, 0.8])
  print(`solve, skill ${skill}`, [{ strategy: 'solve', skill }, ...FOUR]);
const idler: Opponent = { strategy: 'idle', skill: 0.5 };
print('solve, skill 0.8, fed by an idler', [{ strategy: 'solve', skill: 0.8 }, ...FOUR.slice(1), idler]);

function print(name: string, opponents: readonly Opponent[]): void {
  const { ranks, passed, seconds } = playOff(opponents, Number(values.matches), name);
  const figures = [
    ranks[0]?.toFixed(2).padStart(6),
    passed[0]?.toFixed(0).padStart(10),
    `${seconds.toFixed(0)} s`.padStart(8),
  ];
  console.log(`${name.padEnd(46)}${figures.join(' ')}`);
}

function row(cell: (level: number) => string): string {
  return Array.from({ length: MAX_LEVEL }, (_, i) => cell(i + 1)).join('');
}
