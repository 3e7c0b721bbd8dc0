import { loseCore, stepCore } from './core.ts';
import { showLeader } from './harm.ts';
import { COMMON_LAG } from './lag.ts';
import { placeAt, stepLives } from './lives.ts';
import { stepPads } from './pads.ts';
import { remember } from './past.ts';
import { PADS, type Spot, STARTS } from './shared/map.ts';
import { MATCH_STEPS, RESTORED_SHIELD_STEPS, SHOT_GAP, STEP_MS } from './shared/numbers.ts';
import { flyBullets } from './shooting.ts';
import { type ArenaTable, type Fighter, playerOf } from './state.ts';
import { tickOf } from './ticks.ts';

/** As faces have them, by the number that the state has. */
export const COLOURS = ['blue', 'orange', 'green', 'plum', 'olive', 'rose'];

/** Everybody comes in at a start of their own. */
export function start(table: ArenaTable): void {
  const { state, secret } = table;
  state.ends_at = MATCH_STEPS * STEP_MS;
  for (const _ of PADS) {
    state.pads.push(0);
    secret.pads.push(0);
  }
  const seated = [...state.players.values()].sort((a, b) => a.seat - b.seat);
  secret.fighters = seated.map(({ id, seat }) => newFighter(id, seat));
  const starts = table.random.shuffle(STARTS);
  for (const [i, fighter] of secret.fighters.entries()) {
    const player = playerOf(table, fighter);
    const worn = COLOURS.indexOf(player.face?.split('-')[1] ?? '');
    player.color = worn === -1 ? player.seat : worn;
    placeAt(table, fighter, starts[i] as Spot, 0);
  }
}

/** One step of everything that goes on by itself. */
export function step(table: ArenaTable): boolean | 'decided' {
  const { secret } = table;
  if (secret.over) return false;
  const tick = tickOf(table);
  flyBullets(table);
  const pads = stepPads(table, tick);
  const core = stepCore(table, tick);
  const lives = stepLives(table, tick);
  remember(secret);
  if (tick >= MATCH_STEPS) return end(table);
  if (lives === 'decided') return lives;
  return pads || core || lives || (tick * STEP_MS) % 1_000 < STEP_MS;
}

/** A player is gone for good: their body is, too. */
export function leave(table: ArenaTable, id: string): void {
  const { fighters, over } = table.secret;
  const fighter = fighters.find((one) => one.id === id);
  if (!fighter || over) return;
  fighter.left = Math.max(1, tickOf(table));
  fighter.charge = 0;
  Object.assign(playerOf(table, fighter), { hp: 0, shield: 0, respawn: 0, dash_due: 0, flags: 0 });
  loseCore(table, fighter);
  showLeader(table);
  if (fighters.filter(({ left }) => left === 0).length < 2) end(table);
}

/**
 * The match was taken up again where another process left it: what flew is gone, and nobody can be hurt until everybody
 * is here again.
 */
export function restored(table: ArenaTable): void {
  const tick = tickOf(table);
  table.secret.bullets = [];
  table.secret.past = [];
  for (const fighter of table.secret.fighters) {
    fighter.charge = 0;
    fighter.heard = tick;
    fighter.shielded = tick + RESTORED_SHIELD_STEPS;
  }
}

function end(table: ArenaTable): 'decided' {
  table.secret.over = true;
  table.secret.bullets = [];
  table.emit({ kind: 'end' });
  return 'decided';
}

function newFighter(id: string, seat: number): Fighter {
  const mover = { x: 0, y: 0, dash: 0, dash_wait: 0, dash_x: 0, dash_y: 0 };
  const weapon = { wait: 0, charge: 0, view: 0, lag: COMMON_LAG, shot: -SHOT_GAP };
  const life = { heard: 0, back: 0, shielded: 0, charged: 0, away: false, owed: false, left: 0 };
  return { id, seat, ...mover, ...weapon, ...life, hurts: [] };
}
