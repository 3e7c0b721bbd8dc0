import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { Encoder, type Schema } from '@colyseus/schema';
import type { BotMind } from '../src/games/game.ts';
import { holdem } from '../src/games/holdem/holdem.ts';
import type { HoldemState } from '../src/games/holdem/state.ts';
import { Random } from '../src/lib/random.ts';
import { Match } from '../src/match/match.ts';
import { holdemMaker } from '../src/schema/holdem.ts';

/*
 * What hold'em costs a server: how long bots think over a decision, how long an action takes until all its effects are
 * there, what a hand costs that is dealt and committed to, and how many bytes a spectator is sent, by what was done and
 * by what came of it. Of these patches each has the new deadline, as a room writes it.
 *
 *     npx node bench/holdem.ts [--matches 20] [--seed bench]
 */

const { values } = parseArgs({
  options: { matches: { type: 'string', default: '20' }, seed: { type: 'string', default: 'bench' } },
});

const decisions: number[] = [];
const acts: number[] = [];
const deals: number[] = [];
/** Bytes of patches, by what they tell. */
const patches = new Map<string, number[]>();
/** Some epoch ms: a deadline has as many bytes at any time. */
const BEGAN_AT = 1_796_000_000_000;

const ms = (work: () => unknown) => {
  const from = performance.now();
  work();
  return performance.now() - from;
};

/** A decision takes as long as the quickest of these: others use this machine as well. */
const REHEARSALS = 5;

function decided(seen: Parameters<typeof holdem.bot>[0], mind: BotMind) {
  const copies = Array.from({ length: REHEARSALS }, () => ({
    ...mind,
    random: Random.resume(mind.random.state),
    notes: { ...mind.notes },
  }));
  const action = holdem.bot(seen, mind);
  if (action) decisions.push(Math.min(...copies.map((copy) => ms(() => holdem.bot(seen, copy)))));
  return action;
}

const measured: typeof holdem = {
  ...holdem,
  bot: decided,
  act(...of) {
    const from = performance.now();
    const outcome = holdem.act(...of);
    acts.push(performance.now() - from);
    return outcome;
  },
  step(table) {
    const { hand } = table.state;
    const from = performance.now();
    const changed = holdem.step(table);
    if (table.state.hand !== hand) deals.push(performance.now() - from);
    return changed;
  },
};

function note(what: string, bytes: number): void {
  const all = patches.get(what) ?? [];
  all.push(bytes);
  patches.set(what, all);
}

/** What came of an action. */
function came({ street, turn, board }: HoldemState, before: { street: string; cards: number }): string {
  if (street === 'over')
    return board.length < 5 || before.cards < 5 ? 'ends the hand' : 'ends the hand at the river';
  if (turn === -1) return 'opens all hands';
  return street === before.street ? 'is followed by another' : `opens the ${street}`;
}

for (let i = 0; i < Number(values.matches); i++) {
  const seed = `${values.seed} ${i}`;
  const ids = Array.from({ length: 3 + (i % 3) }, (_, n) => `00000000-0000-4000-8000-00000000000${n}`);
  const seats = ids.map((id, n) => ({ id, name: `Bot ${n}`, bot: true, skill: n / 5 }));
  const match = Match.start(measured, holdemMaker, {
    id: seed,
    game: 'holdem',
    rules: holdem.rules ?? 1,
    seed,
    seats,
  });
  const encoder = new Encoder(match.state as unknown as Schema);
  encoder.encodeAll({ offset: 0 });
  encoder.discardChanges();
  const { state } = match;
  for (let seq = match.seq; !match.over; seq = match.seq) {
    const before = { street: state.street, cards: state.board.length, hand: state.hand };
    match.advance(holdem.stepMs);
    if (match.seq === seq) continue;
    state.deadline = match.deadline && BEGAN_AT + match.deadline;
    const end = { offset: 0 };
    encoder.encode(end); // what all see alike: a spectator is sent nothing else
    encoder.discardChanges();
    if (match.seq !== seq + 1) continue; // of more than one thing
    const { kind, input } = match.journal[seq] ?? {};
    if (kind !== 'act') note(state.hand === before.hand ? 'time: goes on' : 'time: a new hand', end.offset);
    else {
      note('any action', end.offset);
      note(`… ${(input as { action: string }).action}`, end.offset);
      note(`… that ${came(state, before)}`, end.offset);
    }
  }
}

function print(what: string, all: number[], unit: string, digits: number): void {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(digits);
  const mean = (all.reduce((sum, one) => sum + one, 0) / all.length).toFixed(digits);
  console.log(
    `${what.padEnd(34)} ${String(all.length).padStart(6)}  mean ${mean}  p50 ${at(0.5)}  p99 ${at(0.99)}  max ${at(1)} ${unit}`,
  );
}

print('a bot decides', decisions, 'ms', 3);
print('an action, to all its effects', acts, 'ms', 3);
print('a hand is dealt and committed to', deals, 'ms', 3);
console.log('\npatches to a spectator');
for (const what of [...patches.keys()].sort()) print(what, patches.get(what) ?? [], 'bytes', 0);
