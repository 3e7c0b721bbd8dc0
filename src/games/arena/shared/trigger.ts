import { COMMAND_STEPS } from './numbers.ts';
import type { Weapon } from './weapons.ts';

/** What of a weapon goes on from command to command, in steps: until it may shoot again, and until it has charged. */
export interface Trigger {
  wait: number;
  charge: number;
}

/**
 * Lets a weapon go on by one command, on the server as on the screen that foretells it.
 * @param fires whether its trigger is pulled, and may be
 * @returns `shot`: it shoots at once; `charges`: it begins to charge; `charged`: it has, and shoots by itself
 */
export function pull(
  trigger: Trigger,
  weapon: Weapon,
  fires: boolean,
): 'nothing' | 'shot' | 'charges' | 'charged' {
  if (trigger.wait > 0) trigger.wait = Math.max(0, trigger.wait - COMMAND_STEPS);
  if (trigger.charge > 0) {
    trigger.charge = Math.max(0, trigger.charge - COMMAND_STEPS);
    return trigger.charge === 0 ? 'charged' : 'nothing';
  }
  if (!fires || trigger.wait > 0) return 'nothing';
  if (weapon.charge === 0) return 'shot';
  trigger.charge = weapon.charge;
  return 'charges';
}
