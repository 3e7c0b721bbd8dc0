import { parseArgs } from 'node:util';
import { holdem } from '../src/games/holdem/holdem.ts';
import { Match } from '../src/match/match.ts';
import { holdemMaker } from '../src/schema/holdem.ts';

/*
 * How long a sit-and-go of bots takes, in minutes of game time, by seats: all ways of playing at one table, each
 * decision as long as bots think. Ends with 1 when half of the matches at some table take less than 8 minutes, or more
 * than 13.
 *
 *     npx node bench/holdemLength.ts [--matches 60] [--seed bench]
 */

const { values } = parseArgs({
  options: { matches: { type: 'string', default: '60' }, seed: { type: 'string', default: 'bench' } },
});
const MATCHES = Number(values.matches);
const MINUTES = { least: 8, most: 13 };
const MINUTE_MS = 60_000;
/** As much as a match lets pass at once. */
const LEAP_MS = 1000;

interface Played {
  minutes: number;
  hands: number;
  actions: number;
}

function play(seats: number, n: number): Played {
  const seed = `${values.seed} ${seats} ${n}`;
  const bots = Array.from({ length: seats }, (_, seat) => ({
    ...{ id: `bot${seat}`, name: `Bot ${seat}`, bot: true, skill: ((seat + n) % seats) / (seats - 1) },
  }));
  const setup = { id: seed, game: 'holdem', rules: holdem.rules ?? 1, seed, seats: bots };
  const match = Match.start(holdem, holdemMaker.plain, setup);
  while (!match.over) match.advance(LEAP_MS);
  const actions = match.journal.filter(({ kind }) => kind === 'act').length;
  return { minutes: match.now / MINUTE_MS, hands: match.state.hand, actions };
}

const at = (all: readonly number[], share: number) => {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
};
const told = (all: readonly number[], digits: number) =>
  [0.1, 0.5, 0.9].map((share) => at(all, share).toFixed(digits)).join(' / ');

console.log(`${MATCHES} matches of bots by seats, seed ${values.seed}: p10 / p50 / p90`);
for (const seats of [3, 4, 5]) {
  const played = Array.from({ length: MATCHES }, (_, n) => play(seats, n));
  const minutes = played.map((one) => one.minutes);
  const hands = told(
    played.map((one) => one.hands),
    0,
  );
  const actions = told(
    played.map((one) => one.actions),
    0,
  );
  console.log(`${seats} seats: ${told(minutes, 1)} minutes, ${hands} hands, ${actions} actions`);
  const half = at(minutes, 0.5);
  if (half < MINUTES.least || half > MINUTES.most) process.exitCode = 1;
}
