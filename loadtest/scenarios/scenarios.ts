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

/** Another name of a scenario: what it is about, not which game it takes for that. */
const ALSO: Readonly<Record<string, ScenarioName>> = { live: 'arena' };

/** The scenario of this name; undefined for none. */
export function scenarioNamed(name: string): ScenarioName | undefined {
  if (Object.hasOwn(SCENARIOS, name)) return name as ScenarioName;
  return Object.hasOwn(ALSO, name) ? ALSO[name] : undefined;
}
