import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { POLICIES } from '../../src/matchmaking/matcher/policies.ts';
import { BASELINES } from '../../src/matchmaking/simulator/baselines/baselines.ts';
import { type ArrivalSettings, DEFAULT_ARRIVALS } from '../../src/matchmaking/simulator/generateArrivals.ts';

export const USAGE = `npm run simulate -- [options]     plays arrivals against the matcher, on a clock of its own

  --policy NAME[,…]       ${Object.keys(POLICIES).join(', ')} (Parlor's);
                          ${Object.keys(BASELINES).join(', ')}
  --compare               all of them, side by side
  --policy-file FILE      JSON: what is different from the default policy; its name is "custom"
  --rate R[,…]            arrivals per second (2)
  --hours H               simulated time (1)
  --seed S[,…]            equal seeds give equal runs (7); 1..20 are twenty
  --pool                  runs with several seeds as one, and how much they differ
  --rating MEAN,DEVIATION of those who arrive (1500,350)
  --sigma S               uncertainty of ratings (80)
  --newcomers SHARE       who never played (0); --newcomer-sigma S (500)
  --regions R=SHARE,…     where people live, such as eu=0.5,us=0.3,ap=0.2; --reach MS of latency that they list (180)
  --parties SHARE         people who come in parties (0)
  --returning SHARE       people who were here before (0)
  --bots SHARE            people who would play with bots (0)
  --ready-failures SHARE  people who do not agree to a table (0)
  --day-curve SHARE       how far evenings are above the average; runs begin at midnight (0)
  --mixed                 a day as it is, for every rule alike: people of three regions, a fifth in parties, a fifth
                          here before, 8 % who do not agree; other options go before these
  --log FILE              arrivals from JSON lines {at_s, player, mu, sigma, regions: {eu: 35}, party}
  --matches FILE          how well recorded matches were predicted; JSON lines {players: [{mu, sigma, rank}]}
  --html FILE             draws it
  --json                  prints JSON: one object, or {runs: […]} of several
`;

/** What was asked for, checked. */
export interface SimulateOptions {
  policies: string[];
  policyFile: string | null;
  rates: number[];
  seeds: string[];
  arrivals: Omit<ArrivalSettings, 'seed' | 'rate'>;
  /** Whether hours were given: a log ends with its last arrival otherwise. */
  hoursGiven: boolean;
  readyFailures: number;
  log: string | null;
  matches: string | null;
  html: string | null;
  /** Runs with several seeds are shown as one. */
  pool: boolean;
  json: boolean;
}

/** What people are like on a day as it is. */
const MIXED = { regions: { eu: 0.5, us: 0.32, ap: 0.18 }, parties: 0.2, returning: 0.2, readyFailures: 0.08 };
const MAX_PEOPLE = 2_000_000;

/** @throws Error that says which option is not right */
export function readOptions(args: string[]): SimulateOptions | 'help' {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      help: { type: 'boolean' },
      json: { type: 'boolean', default: false },
      pool: { type: 'boolean', default: false },
      compare: { type: 'boolean', default: false },
      mixed: { type: 'boolean', default: false },
      policy: text,
      'policy-file': text,
      rate: text,
      hours: text,
      seed: text,
      rating: text,
      sigma: text,
      newcomers: text,
      'newcomer-sigma': text,
      regions: text,
      reach: text,
      parties: text,
      returning: text,
      bots: text,
      'ready-failures': text,
      'day-curve': text,
      log: text,
      matches: text,
      html: text,
    },
  });
  if (values.help) return 'help';
  const mixed = values.mixed ? MIXED : { regions: {}, parties: 0, returning: 0, readyFailures: 0 };
  const share = (name: keyof typeof values, preset = 0) => number(name, values[name], preset, 0, 1);
  const custom = values['policy-file'] ? ['custom'] : [];
  const several = values.compare
    ? [...custom, ...Object.keys(POLICIES), ...Object.keys(BASELINES)]
    : [custom[0] ?? 'default'];
  const rates = list(values.rate ?? '2').map((rate) => number('rate', rate, 2, 0.001, 1000));
  const hours = number('hours', values.hours, 1, 0.001, 24 * 14);
  if (values.log === undefined && Math.max(...rates) * hours * 3600 > MAX_PEOPLE)
    throw new Error(`That is more than ${MAX_PEOPLE} people; take fewer --hours or a lower --rate.`);
  const [mean = '', deviation = ''] = (values.rating ?? '1500,350').split(',');
  return {
    policies: values.policy === undefined ? several : list(values.policy),
    policyFile: values['policy-file'] ?? null,
    rates,
    seeds: seeds(values.seed ?? '7'),
    arrivals: {
      hours,
      ratingMean: number('rating', mean, 1500, -10_000, 10_000),
      ratingDeviation: number('rating', deviation, 350, 0, 5_000),
      sigma: number('sigma', values.sigma, DEFAULT_ARRIVALS.sigma, 0, 5_000),
      newcomers: share('newcomers'),
      newcomerSigma: number(
        'newcomer-sigma',
        values['newcomer-sigma'],
        DEFAULT_ARRIVALS.newcomerSigma,
        0,
        5_000,
      ),
      regions: values.regions === undefined ? mixed.regions : regions(values.regions),
      reach: number('reach', values.reach, DEFAULT_ARRIVALS.reach, 0, 10_000),
      parties: share('parties', mixed.parties),
      returning: share('returning', mixed.returning),
      bots: share('bots'),
      dayCurve: share('day-curve'),
    },
    hoursGiven: values.hours !== undefined,
    readyFailures: share('ready-failures', mixed.readyFailures),
    log: values.log ?? null,
    matches: values.matches ?? null,
    html: values.html ?? null,
    pool: values.pool,
    json: values.json,
  };
}

/** @throws Error that names the file */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}

function number(
  name: string,
  text: string | boolean | undefined,
  preset: number,
  min: number,
  max: number,
): number {
  if (text === undefined) return preset;
  const value = Number(text);
  if (text !== '' && value >= min && value <= max) return value;
  throw new Error(`--${name} is a number from ${min} to ${max}, not "${text}".`);
}

function list(text: string): string[] {
  const items = text.split(',').map((item) => item.trim());
  return items.filter((item, i) => item !== '' && items.indexOf(item) === i);
}

/** `1..20` are all from 1 to 20. */
function seeds(text: string): string[] {
  return list(text).flatMap((item) => {
    const [, from, to] = /^(\d{1,6})\.\.(\d{1,6})$/.exec(item) ?? [];
    if (from === undefined || to === undefined) return [item];
    const count = Math.min(1000, Math.max(0, Number(to) - Number(from) + 1));
    return Array.from({ length: count }, (_, i) => String(Number(from) + i));
  });
}

function regions(text: string | undefined): Record<string, number> {
  const shares = list(text ?? '').map((item) => item.split(/[=:]/));
  return Object.fromEntries(shares.map(([name = '', share]) => [name, number('regions', share, 1, 0, 1e6)]));
}
