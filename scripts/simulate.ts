import { writeFileSync } from 'node:fs';
import { defaultPolicy } from '../src/matchmaking/matcher/policy.ts';
import type { Arrival } from '../src/matchmaking/simulator/Arrival.ts';
import { customPolicy } from '../src/matchmaking/simulator/customPolicy.ts';
import { generateArrivals } from '../src/matchmaking/simulator/generateArrivals.ts';
import { pool } from '../src/matchmaking/simulator/pool.ts';
import { evaluatePredictions } from '../src/matchmaking/simulator/prediction.ts';
import { readMatches } from '../src/matchmaking/simulator/readMatches.ts';
import { readTicketLog } from '../src/matchmaking/simulator/readTicketLog.ts';
import { POLICIES, play, type Scenario, type ScenarioResult } from '../src/matchmaking/simulator/scenario.ts';
import { drawReport } from './simulate/drawReport.ts';
import { readOptions, readText, type SimulateOptions, USAGE } from './simulate/options.ts';
import { Progress } from './simulate/Progress.ts';
import { asPooledTable, asTable } from './simulate/table.ts';

/*
 * Plays arrivals against the matcher that runs live, and against what other servers do, on a clock of its own:
 * an hour takes a second. `--help` says what can be asked for.
 */

const HOUR_MS = 3_600_000;

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(USAGE);
  else run(options);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

function run(options: SimulateOptions): void {
  const custom = options.policyFile ? customPolicy(defaultPolicy, readText(options.policyFile)) : null;
  const policies = custom ? { ...POLICIES, custom } : POLICIES;
  const recorded = options.matches ? evaluatePredictions(readMatches(readText(options.matches))) : null;
  const progress = new Progress(process.stderr, countOf(options));
  const results: ScenarioResult[] = [];
  for (const scenario of scenarios(options)) {
    const name = `${scenario.policy}, ${scenario.rate}/s, seed ${scenario.seed}`;
    results.push(play(scenario, policies, (done) => progress.show(name, done)));
    progress.finish(name);
  }
  if (options.html) writeFileSync(options.html, drawReport(results, recorded));
  const pooled = options.pool ? pool(results) : null;
  const reports = results.map(({ report }) => report);
  const extra = recorded ? { recorded_matches: recorded } : {};
  if (options.json) {
    const runs = pooled ?? reports;
    const [only, ...more] = runs;
    const value = only && more.length === 0 ? { ...only, ...extra } : { runs, ...extra };
    process.stdout.write(`${JSON.stringify(value)}\n`);
    return;
  }
  process.stdout.write(`${pooled ? asPooledTable(pooled) : asTable(reports)}\n`);
  if (recorded)
    process.stdout.write(
      `recorded matches: ${recorded.matches}, log loss ${recorded.log_loss} (${recorded.log_loss_uniform} by chance), ` +
        `off by ${recorded.calibration_error} on average\n`,
    );
}

function countOf({ log, rates, seeds, policies }: SimulateOptions): number {
  return (log ? 1 : rates.length) * seeds.length * policies.length;
}

function* scenarios(options: SimulateOptions): Generator<Scenario> {
  const { policies, readyFailures } = options;
  for (const { rate, seed, hours, arrivals } of crowds(options))
    for (const policy of policies) yield { policy, rate, seed, hours, arrivals, readyFailures };
}

interface ArrivingCrowd {
  rate: number;
  seed: string;
  hours: number;
  arrivals: readonly Arrival[];
}

function* crowds({
  log,
  rates,
  seeds,
  arrivals: settings,
  hoursGiven,
}: SimulateOptions): Generator<ArrivingCrowd> {
  const text = log ? readText(log) : null;
  for (const seed of seeds) {
    if (text === null) {
      for (const rate of rates)
        yield { rate, seed, hours: settings.hours, arrivals: generateArrivals({ ...settings, rate, seed }) };
      continue;
    }
    const all = readTicketLog(text, seed);
    const last = all.at(-1);
    if (!last) throw new Error('The log has no arrivals.');
    // The last to come gets one pass at least.
    const endMs = hoursGiven ? settings.hours * HOUR_MS : (Math.floor(last.at / 1000) + 1) * 1000;
    const arrivals = all.filter(({ at }) => at <= endMs);
    const rate = Math.round((arrivals.length / endMs) * 1e6) / 1000;
    yield { rate, seed, hours: endMs / HOUR_MS, arrivals };
  }
}
