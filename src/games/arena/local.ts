import { Random } from '../../lib/random.ts';
import type { GameEvent, LedgerLine, Seen } from '../game.ts';
import { restored, start, step } from './rules.ts';
import { STEP_MS } from './shared/numbers.ts';
import { type ArenaPlayer, type ArenaState, type ArenaTable, emptySecret } from './state.ts';
import { tickOf } from './ticks.ts';

export interface LocalSeat {
  id: string;
  name: string;
  face?: string;
  bot: boolean;
}

/** A table without a server: the rules over plain objects, for warming up in a page, for simulations and for tests. */
interface LocalTable {
  readonly table: ArenaTable;
  /** What was told since the start. */
  readonly events: GameEvent[];
  readonly lines: LedgerLine[];
  /** Goes on by one step. */
  step(): boolean | 'decided';
  /** As if another process had taken it up. */
  restore(): void;
}

/** @param state on which they are seated already; plain objects when it is not given */
export function localTable(
  seats: readonly LocalSeat[],
  seed: string,
  state: ArenaState = emptyState(seats),
): LocalTable {
  const events: GameEvent[] = [];
  const lines: LedgerLine[] = [];
  const table = {
    id: seed,
    state,
    secret: emptySecret(),
    rules: 1,
    now: 0,
    random: Random.seeded(seed),
    derive: () => new Uint8Array(32),
    make: () => {
      throw new Error('the arena makes no children');
    },
    emit: (event: GameEvent) => void events.push(event),
    post: (line: LedgerLine) => void lines.push(line),
    accrue: (line: LedgerLine) => void lines.push(line),
    record: () => {},
  };
  start(table);
  return {
    table,
    events,
    lines,
    step() {
      table.now += STEP_MS;
      table.state.tick = tickOf(table) & 0xffff; // as every live match has it
      return step(table);
    },
    restore: () => restored(table),
  };
}

/** What this player's screen is told, for bots. It is no copy. */
export function seenBy({ state, now }: ArenaTable, me: string): Seen<ArenaState> {
  const players = Object.fromEntries([...state.players.values()].map((player) => [player.id, player]));
  const { phase, version, deadline, spectators, tick, ends_at, core } = state;
  const shown = { phase, version, deadline, spectators, tick, ends_at, core, pads: [...state.pads] };
  return { me, state: { ...shown, players }, now, rules: 1 };
}

function emptyState(seats: readonly LocalSeat[]): ArenaState {
  const players = new Map(seats.map((who, seat) => [who.id, emptyPlayer(who, seat)]));
  const table = { phase: 'playing' as const, version: 0, deadline: 0, spectators: 0 };
  return { ...table, players, tick: 0, ends_at: 0, pads: [], core: 0 };
}

function emptyPlayer(who: LocalSeat, seat: number): ArenaPlayer {
  const seated = { ...who, seat, left: false, connected: true, grace: 0 };
  const body = { x: 0, y: 0, aim: 0, color: 0, hp: 0, shield: 0, weapon: 0, ammo: 0, flags: 0 };
  const shot = { shots: 0, sx: 0, sy: 0, saim: 0, slag: 0, stick: 0, sgun: 0 };
  return { ...seated, ...body, ...shot, respawn: 0, dash_due: 0, hurt: 0, score: 0, kills: 0, deaths: 0 };
}
