import { availableParallelism, loadavg, totalmem } from 'node:os';
import type { Options } from './options.ts';
import { type Bars, missedBars } from './report/bars.ts';
import type { Point, Report } from './report/Report.ts';
import { type PointOptions, runPoint } from './runPoint.ts';
import type { ScenarioName } from './scenarios/scenarios.ts';
import { endpointTarget, type StartOptions, startTarget, startVanilla } from './target/startTarget.ts';
import type { Target } from './target/Target.ts';

export interface RunNeeds {
  bars: Bars;
  /** Of a server that is not started here. */
  operatorPassword: string | null;
  /** Progress, a sentence at a time. */
  say(text: string): void;
  /** What a server writes. */
  onLine(line: string): void;
  signal: AbortSignal;
}

const GIB = 1024 ** 3;

/**
 * Runs every load that is asked for, each on a server of its own unless there is one.
 * @throws Error when a server does not start, nobody gets in, or `signal` gives it up
 */
export async function runLoadTest(options: Options, needs: RunNeeds): Promise<Report> {
  const { say, onLine, signal, bars } = needs;
  const { processes, embedded, nginx, endpoint, scenario } = options;
  const loadBefore = loadavg()[0] ?? 0;
  const starting: StartOptions = { processes, embedded, nginx, say, onLine, signal };
  const start = () => {
    if (endpoint !== undefined) return Promise.resolve(endpointTarget(endpoint, needs.operatorPassword));
    return scenario === 'vanilla' ? startVanilla(starting) : startTarget(starting);
  };
  const points: Point[] = [];
  let text = '';
  let settings: string[] = [];
  for (const clients of options.clients) {
    say(`${clients} players of ${scenario}`);
    const point = await withTarget(start, (target) => {
      ({ text, settings } = target);
      return runPoint(target, pointOptions(options, scenario, clients, needs));
    });
    points.push(point);
  }
  const clients = options.clients.at(-1) ?? 0;
  const vanilla = options.vanilla ? await runVanilla(options, clients, starting, needs) : null;
  const over = (of: (point: Point) => number | null) => ratio(points.at(-1), vanilla, of);
  const measured = {
    points,
    over_vanilla: over(({ server }) => server.cpu_percent_per_1000),
    ack_over_vanilla: over(({ ack }) => ack.p50),
  };
  return {
    scenario,
    target: text,
    settings,
    seed: options.seed,
    date: new Date().toISOString(),
    machine: {
      cores: availableParallelism(),
      memory_gb: totalmem() / GIB,
      node: process.versions.node,
    },
    load: { before: loadBefore, after: loadavg()[0] ?? 0 },
    ...measured,
    vanilla,
    missed: missedBars(bars, measured),
  };
}

function runVanilla(
  options: Options,
  clients: number,
  starting: StartOptions,
  needs: RunNeeds,
): Promise<Point> {
  needs.say('The same on plain Colyseus');
  return withTarget(
    () => startVanilla(starting),
    (target) => runPoint(target, pointOptions({ ...options, room: '' }, 'vanilla', clients, needs)),
  );
}

function pointOptions(
  { room, rate, everyMs, seconds, swarms, floor, seed }: Options,
  scenario: ScenarioName,
  clients: number,
  { say, signal }: RunNeeds,
): PointOptions {
  return { scenario, room, clients, rate, everyMs, seconds, swarms, floor, seed, say, signal };
}

async function withTarget<T>(start: () => Promise<Target>, use: (target: Target) => Promise<T>): Promise<T> {
  const target = await start();
  try {
    return await use(target);
  } finally {
    await target.stop();
  }
}

function ratio(
  point: Point | undefined,
  vanilla: Point | null,
  of: (point: Point) => number | null,
): number | null {
  const [own, plain] = [point ? of(point) : null, vanilla ? of(vanilla) : null];
  return own && plain ? own / plain : null;
}
