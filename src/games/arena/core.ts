import { CORE_COMING, CORE_HELD, CORE_LIES, CORE_NONE } from './shared/flags.ts';
import { CORE, within } from './shared/map.ts';
import { CORE_AT, CORE_REACH, CORE_STEPS, CORE_TOLD } from './shared/numbers.ts';
import { type ArenaTable, type Fighter, playerOf, stands } from './state.ts';

/** One step of the core: it is announced, comes, is taken, and is spent. True when that is to be seen. */
export function stepCore(table: ArenaTable, tick: number): boolean {
  const { state, secret } = table;
  const at = CORE_AT[secret.cores];
  if (at === tick + CORE_TOLD && state.core === CORE_NONE) return show(table, CORE_COMING);
  if (at === tick) {
    secret.cores += 1;
    // One that nobody took, or that somebody has still, is replaced.
    for (const fighter of secret.fighters) fighter.charged = 0;
    return show(table, CORE_LIES);
  }
  if (state.core === CORE_LIES) return take(table, tick);
  const holder = secret.fighters[state.core - CORE_HELD];
  if (!holder || holder.charged > tick) return false;
  loseCore(table, holder);
  return true;
}

/** The player who had the core has it no more. */
export function loseCore(table: ArenaTable, fighter: Fighter): void {
  fighter.charged = 0;
  if (table.state.core === CORE_HELD + fighter.seat) table.state.core = CORE_NONE;
}

function take(table: ArenaTable, tick: number): boolean {
  const near = table.secret.fighters.filter((one) => stands(one) && within(CORE_REACH, one, CORE));
  const [first] = near;
  if (!first) return false;
  // Of several who come in the same step the one who needs it most.
  const taker = near.reduce((best, one) => (score(table, one) < score(table, best) ? one : best), first);
  taker.charged = tick + CORE_STEPS;
  show(table, CORE_HELD + taker.seat);
  table.emit({ kind: 'core', player: taker.id });
  return true;
}

const score = (table: ArenaTable, fighter: Fighter) => playerOf(table, fighter).score;

function show(table: ArenaTable, core: number): boolean {
  table.state.core = core;
  return true;
}
