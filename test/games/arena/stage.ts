import assert from 'node:assert/strict';
import { command } from '../../../src/games/arena/command.ts';
import { localTable } from '../../../src/games/arena/local.ts';
import type { Command } from '../../../src/games/arena/shared/move.ts';
import type { Fighter } from '../../../src/games/arena/state.ts';
import { tickOf } from '../../../src/games/arena/ticks.ts';

const IDLE: Command = { mx: 0, my: 0, aim: 0, buttons: 0, view: 0 };

/** A table on which a test puts everybody where it wants them: nobody is shielded, and nothing moves by itself. */
export function stage(people = ['ann', 'bob', 'cid'], seed = 'stage') {
  const local = localTable(
    people.map((id) => ({ id, name: id, bot: false })),
    seed,
  );
  const { table, events, lines } = local;
  const fighter = (id: string): Fighter => {
    const found = table.secret.fighters.find((one) => one.id === id);
    assert.ok(found);
    return found;
  };
  const player = (id: string) => {
    const found = table.state.players.get(id);
    assert.ok(found);
    return found;
  };
  const tick = () => tickOf(table);
  const put = (id: string, x: number, y: number) => {
    Object.assign(fighter(id), { x, y, shielded: 0 });
    Object.assign(player(id), { x, y });
  };
  /** One command, with a view of now unless it says another. */
  const send = (id: string, wanted: Partial<Command> = {}) =>
    command(table, id, { ...IDLE, view: tick() & 0xffff, ...wanted });
  const steps = (count: number) => {
    for (let i = 0; i < count; i++) local.step();
  };
  /** So many steps, in which everybody sends commands that ask for nothing. */
  const wait = (count: number, besides: readonly string[] = []) => {
    for (let i = 0; i < count; i++) {
      if (i % 2 === 0) for (const id of people) if (!besides.includes(id)) send(id, { aim: player(id).aim });
      local.step();
    }
  };
  for (const [i, id] of people.entries()) put(id, 2_000 + 3_000 * i, 1_500);
  steps(1);
  return { ...local, table, events, lines, fighter, player, tick, put, send, steps, wait };
}
