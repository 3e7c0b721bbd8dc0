import { lobby } from './lobby.ts';
import { broadcast, notify } from './notify.ts';
import { relay } from './relay.ts';
import type { Scenario } from './Scenario.ts';
import { vanilla } from './vanilla.ts';

/** Every scenario by its name. */
export const SCENARIOS = { lobby, relay, notify, broadcast, vanilla } as const satisfies Record<
  string,
  Scenario
>;

export type ScenarioName = keyof typeof SCENARIOS;
