import { noteView } from './lag.ts';
import { comeBack } from './lives.ts';
import { type Command, move } from './shared/move.ts';
import { handleWeapon } from './shooting.ts';
import { type ArenaTable, playerOf } from './state.ts';
import { lastTick } from './ticks.ts';

/** Two steps of a player's own: they look, move and shoot. Who waits to come back can look around alone. */
export function command(table: ArenaTable, id: string, input: Command): void {
  const fighter = table.secret.fighters.find((one) => one.id === id);
  if (!fighter || fighter.left > 0 || table.secret.over) return;
  const tick = lastTick(table);
  const player = playerOf(table, fighter);
  fighter.heard = tick;
  noteView(fighter, tick, input.view);
  if (fighter.away) comeBack(table, fighter, tick);
  player.aim = input.aim;
  if (fighter.back > 0) return;
  move(fighter, input);
  player.x = fighter.x;
  player.y = fighter.y;
  handleWeapon(table, fighter, input.buttons, tick);
}
