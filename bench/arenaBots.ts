import { parseArgs } from 'node:util';
import { bot } from '../src/games/arena/bot/bot.ts';
import { command } from '../src/games/arena/command.ts';
import { localTable, seenBy } from '../src/games/arena/local.ts';
import { COMMAND_STEPS } from '../src/games/arena/shared/numbers.ts';
import { standings } from '../src/games/arena/standings.ts';
import type { BotMind } from '../src/games/game.ts';
import { Random } from '../src/lib/random.ts';

/*
 * Whole matches of the arena among bots, without a server: how long they take and how many are killed in them, by what;
 * how places go by skill; and what a step and a bot's command cost.
 *
 *     npx node bench/arenaBots.ts [--matches 10] [--seed bots]
 */

const SKILLS = [0, 0.25, 0.5, 0.75, 1];

const { values } = parseArgs({
  options: { matches: { type: 'string', default: '10' }, seed: { type: 'string', default: 'bots' } },
});
const matches = Number(values.matches);
const weapons = new Map<string, number>();
const bySkill = SKILLS.map(() => ({ rank: 0, score: 0, won: 0 }));
const cost = { steps: 0, stepMs: 0, commands: 0, botMs: 0 };
let [kills, cores, seconds] = [0, 0, 0];

for (let n = 0; n < matches; n++) {
  const { events, table } = played(`${values.seed} ${n}`);
  seconds += table.now / 1_000 / matches;
  for (const { kind, weapon } of events) {
    if (kind === 'core') cores += 1;
    if (kind !== 'kill') continue;
    kills += 1;
    weapons.set(String(weapon), (weapons.get(String(weapon)) ?? 0) + 1);
  }
  for (const { id, rank, score } of standings(table)) {
    const sum = bySkill[Number(id)];
    if (sum)
      Object.assign(sum, {
        rank: sum.rank + rank,
        score: sum.score + score,
        won: sum.won + (rank === 1 ? 1 : 0),
      });
  }
}

const each = (sum: number, digits = 1) => (sum / matches).toFixed(digits);
console.log(
  `${matches} matches of ${seconds.toFixed(0)} s: ${each(kills)} kills and ${each(cores)} cores taken in each`,
);
console.log(`by ${[...weapons].map(([weapon, count]) => `${weapon} ${each(count)}`).join(', ')}`);
for (const [i, { rank, score, won }] of bySkill.entries())
  console.log(
    `skill ${SKILLS[i]?.toFixed(2)}: mean place ${each(rank, 2)}, score ${each(score)}, first in ${won}`,
  );
console.log(
  `a step ${((1_000 * cost.stepMs) / cost.steps).toFixed(1)} µs, a bot's command ${((1_000 * cost.botMs) / cost.commands).toFixed(1)} µs`,
);

function played(seed: string) {
  const seats = SKILLS.map((_, i) => ({ id: String(i), name: String(i), bot: true }));
  const local = localTable(seats, seed);
  const minds = SKILLS.map(
    (skill, i): BotMind => ({ random: Random.seeded(`${seed} ${i}`), skill, notes: {}, lookAt: 0 }),
  );
  for (let n = 0; !local.table.secret.over; n++) {
    const began = performance.now();
    for (const [i, mind] of n % COMMAND_STEPS === 0 ? minds.entries() : []) {
      command(local.table, String(i), bot(seenBy(local.table, String(i)), mind));
      cost.commands += 1;
    }
    const commanded = performance.now();
    local.step();
    cost.botMs += commanded - began;
    cost.stepMs += performance.now() - commanded;
    cost.steps += 1;
  }
  return local;
}
