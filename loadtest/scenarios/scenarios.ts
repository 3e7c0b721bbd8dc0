import { button } from './button.ts';
import { lobby } from './lobby.ts';
import { arena, holdem, relay } from './matches.ts';
import { broadcast, notify } from './notify.ts';
import type { Scenario } from './Scenario.ts';
import { vanilla } from './vanilla.ts';

/** Every scenario by its name. */
export const SCENARIOS = {
  lobby,
  relay,
  holdem,
  arena,
  notify,
  broadcast,
  button,
  vanilla,
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;
