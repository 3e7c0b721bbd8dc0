import { command } from '../../src/games/arena/command.ts';
import { localTable } from '../../src/games/arena/local.ts';
import { DASH, FIRE } from '../../src/games/arena/shared/move.ts';
import { STEP_MS } from '../../src/games/arena/shared/numbers.ts';
import { type ArenaTable, type Bullet, playerOf, stands } from '../../src/games/arena/state.ts';
import { heldView } from '../../src/match/heldView.ts';
import { Client, type Networked, type Shown } from './Client.ts';
import { isFar, wayOfHit } from './far.ts';
import type { LagRule } from './rules.ts';
import { Shooting, type Tally } from './Shooting.ts';

const RHYTHM = { stepMs: STEP_MS, patchSteps: 2 };

/** What came of one player's shots and of all shots at them. */
export interface Result extends Tally {
  taken: number;
  /** Steps by which views were taken for newer than they were said to be, of all commands. */
  held: number;
  commands: number;
  score: number;
}

const KEPT = 64;

/**
 * One match of equal players on unequal networks, without a clock: what arrives when is counted in steps.
 * @param rule in place of the game's own, for blasters alone
 * @param believed whether views are believed, whatever the line is
 */
export function playMatch(
  players: readonly Networked[],
  seed: string,
  rule?: LagRule,
  believed = false,
): Result[] {
  const seats = players.map((_, i) => ({ id: `p${i}`, name: `p${i}`, bot: false }));
  const { table, step } = localTable(seats, seed);
  const { fighters, pads } = table.secret;
  pads.fill(Number.MAX_SAFE_INTEGER); // blasters alone, and nobody heals
  const buffer = rule?.buffer ?? 60;
  const clients = fighters.map((fighter, i) => new Client(fighter, players[i] ?? { rtt: 0 }, buffer, seed));
  const shooting = rule && new Shooting(rule, table);
  const results = fighters.map(() => ({
    shots: 0,
    hits: 0,
    far: 0,
    taken: 0,
    held: 0,
    commands: 0,
    score: 0,
  }));
  const past: Shown[][] = [];
  const hurts = fighters.map(() => 0);
  for (let tick = 0; !table.secret.over; tick++) {
    const flying = [...table.secret.bullets];
    for (const client of clients) {
      if (tick % 2 === 0) client.send(table, tick, past);
      for (const said of client.arrived(tick)) {
        const { fighter } = client;
        // By the step that takes it.
        const view = believed ? said.view : heldView(said.view, tick + 1, client.line, RHYTHM);
        const sent = { ...said, view };
        const result = results[fighter.seat] as Result;
        result.held += (view - said.view) & 0xffff;
        result.commands += 1;
        const before = playerOf(table, fighter).shots;
        command(table, fighter.id, shooting ? { ...sent, buttons: sent.buttons & DASH } : sent);
        const fires = (sent.buttons & FIRE) !== 0;
        shooting?.command(fighter, fires, Math.max(0, tick - sent.view));
        if (playerOf(table, fighter).shots !== before) result.shots += 1;
      }
    }
    noteHits(table, hurts, results, shooting ? null : flying);
    const on = [...table.secret.bullets];
    step();
    shooting?.step();
    noteHits(table, hurts, results, shooting ? null : on);
    past.push(shownOf(table));
    if (past.length > KEPT) past.shift();
  }
  return results.map((result, seat) => {
    const { score } = playerOf(table, fighters[seat] as (typeof fighters)[number]);
    return { ...result, ...shooting?.tallies[seat], score };
  });
}

/**
 * Every hit shows in its victim's `hurt`.
 * @param flying bullets of the game itself that flew before; null where another rule shoots
 */
function noteHits(
  table: ArenaTable,
  hurts: number[],
  results: Result[],
  flying: readonly Bullet[] | null,
): void {
  for (const fighter of table.secret.fighters) {
    const { hurt } = playerOf(table, fighter);
    if (hurt === hurts[fighter.seat]) continue;
    hurts[fighter.seat] = hurt;
    const by = results[hurt & 7] as Result;
    by.hits += 1;
    const shooter = table.secret.fighters[hurt & 7];
    if (flying && shooter && isFar(wayOfHit(table, shooter, fighter, flying), fighter)) by.far += 1;
    (results[fighter.seat] as Result).taken += 1;
  }
}

function shownOf(table: ArenaTable): Shown[] {
  return table.secret.fighters.map((fighter) => {
    const { hp, shield } = playerOf(table, fighter);
    return { x: fighter.x, y: fighter.y, hp, shielded: shield > 0, there: stands(fighter) };
  });
}
