import type { GameEvent, GameRecord, Seen } from '../../../src/games/game.ts';
import { relay } from '../../../src/games/relay/relay.ts';
import type { RelayPlayer, RelayState } from '../../../src/games/relay/state.ts';
import type { OpenPuzzle, RelayTable } from '../../../src/games/relay/table.ts';
import { hmacSha256 } from '../../../src/lib/hmac.ts';
import { Random } from '../../../src/lib/random.ts';
import { Ledger } from '../../../src/match/ledger.ts';
import { seatPlayer } from '../../../src/match/seatPlayer.ts';
import { visibleState } from '../../../src/match/view.ts';
import { relayMaker } from '../../../src/schema/relay.ts';

/** A relay table whose time and chance are the test's, and that remembers what it told. */
export interface TestTable extends RelayTable {
  now: number;
  readonly ledger: Ledger;
  readonly events: { event: GameEvent; only: string | undefined }[];
  /** Of puzzles that were closed. */
  readonly records: GameRecord[];
}

/** A started table with these players, in this order. */
export function startedTable(players = ['ann', 'bob', 'cid'], seed = 'relay'): TestTable {
  const state = relayMaker.plain.state();
  for (const [seat, id] of players.entries())
    seatPlayer(state, relayMaker.plain, { id, name: id, bot: false }, seat);
  const ledger = new Ledger();
  const events: TestTable['events'] = [];
  const records: GameRecord[] = [];
  const table: TestTable = {
    state,
    id: 'a match',
    secret: relay.secret(),
    rules: relay.rules ?? 1,
    random: Random.seeded(seed),
    now: 0,
    ledger,
    events,
    records,
    record: (record) => records.push(record),
    derive: (label) => hmacSha256(seed, label),
    make: (kind) => relayMaker.plain.child(kind),
    emit: (event, only) => events.push({ event, only }),
    post: (line) => ledger.post(line),
    accrue: (line) => ledger.accrue(line),
  };
  state.phase = 'playing';
  relay.start(table);
  return table;
}

/** What a player sees of a table. */
export function seenBy(table: RelayTable, me: string): Seen<RelayState> {
  const { now, rules, state } = table;
  return { me, state: visibleState(relayMaker, state, me), now, rules };
}

/** Lets game time pass, step by step. */
export function pass(table: TestTable, ms: number): void {
  for (const end = table.now + ms; table.now < end && !relay.over(table); ) {
    table.now += relay.stepMs;
    relay.step(table);
  }
}

export function playerOf(table: RelayTable, id: string): RelayPlayer {
  const player = table.state.players.get(id);
  if (!player) throw new Error(`no player ${id}`);
  return player;
}

export function openOf(table: RelayTable, id: string): OpenPuzzle {
  const open = table.secret.open[id];
  if (!open) throw new Error(`no open puzzle of ${id}`);
  return open;
}

/** Puts `2 + 2 = ?` in the place of a player's open puzzle, long enough ago to be answered now. */
export function dealSum(table: RelayTable, id: string, level = 1): OpenPuzzle {
  const open = openOf(table, id);
  delete open.later;
  const asksAt = table.now - 60_000;
  return Object.assign(open, { type: 'arithmetic', level, question: '2 + 2 = ?', answer: '4', asksAt });
}

/** A player answers the open puzzle. */
export function answer(table: RelayTable, id: string, text: string, puzzle_id = openOf(table, id).id) {
  return relay.act(table, id, { action: 'answer', puzzle_id, answer: text });
}

/** A player solves a puzzle. */
export function solve(table: RelayTable, id: string, level = 1) {
  return answer(table, id, dealSum(table, id, level).answer);
}

/** What was told of a kind of event. */
export function told(table: TestTable, kind: string): GameEvent[] {
  return table.events.map(({ event }) => event).filter((event) => event.kind === kind);
}
