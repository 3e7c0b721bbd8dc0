import { Random } from '../../lib/random.ts';
import { POLICIES as OWN } from '../matcher/policies.ts';
import { defaultPolicy, type Policy } from '../matcher/policy.ts';
import type { Arrival } from './Arrival.ts';
import { BASELINES } from './baselines/baselines.ts';
import { type Measurements, measure } from './measure.ts';
import { parlor } from './parlor.ts';
import type { Strategy } from './Strategy.ts';
import { type Outcome, simulate } from './simulate.ts';

/** One rule against one list of arrivals. */
export interface Scenario {
  policy: string;
  /** Arrivals per second; of a log what it comes to. */
  rate: number;
  seed: string;
  hours: number;
  arrivals: readonly Arrival[];
  /** Share of people who do not agree to a table. */
  readyFailures: number;
}

export interface ScenarioResult {
  report: { policy: string; rate: number; seed: string; hours: number } & Measurements;
  outcome: Outcome;
}

/** Parlor's own policies by name; `parlor` is the default one too. */
export const POLICIES: Readonly<Record<string, Policy>> = { ...OWN, parlor: defaultPolicy };

export const POLICY_NAMES = [...Object.keys(POLICIES), ...Object.keys(BASELINES)];

/**
 * @param policies Parlor's policies by name, besides the baselines
 * @throws Error for a name that nobody has
 */
function strategyNamed(
  name: string,
  seed: string,
  policies: Readonly<Record<string, Policy>> = POLICIES,
): Strategy {
  const policy = Object.hasOwn(policies, name) ? policies[name] : undefined;
  if (policy) return parlor(name, policy);
  const baseline = Object.hasOwn(BASELINES, name) ? BASELINES[name] : undefined;
  if (baseline) return baseline(seed);
  const known = [...Object.keys(policies), ...Object.keys(BASELINES)].join(', ');
  throw new Error(`There is no policy ${name}. There are: ${known}.`);
}

/** Plays and measures. The same scenario gives the same result. */
export function play(
  scenario: Scenario,
  policies?: Readonly<Record<string, Policy>>,
  progress?: (done: number) => void,
): ScenarioResult {
  const { policy, rate, seed, hours, arrivals, readyFailures } = scenario;
  const endMs = hours * 3_600_000;
  const outcome = simulate({
    strategy: strategyNamed(policy, seed, policies),
    arrivals,
    endMs,
    readyFailures,
    random: Random.seeded(`tables ${seed}`),
    ...(progress ? { progress } : {}),
  });
  return { report: { policy, rate, seed, hours, ...measure(outcome, endMs) }, outcome };
}
