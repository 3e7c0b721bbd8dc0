import { setTimeout as pause } from 'node:timers/promises';
import { measureFloor } from './floor/measureFloor.ts';
import { measureWindow } from './measure/measureWindow.ts';
import { memoryOf, Usage } from './measure/Usage.ts';
import { type Point, pointOf } from './report/Report.ts';
import { SCENARIOS, type ScenarioName } from './scenarios/scenarios.ts';
import { Swarm, type SwarmLook } from './swarm/Swarm.ts';
import type { Target } from './target/Target.ts';

export interface PointOptions {
  scenario: ScenarioName;
  /** Empty: the scenario's own. */
  room: string;
  clients: number;
  /** Joins a second. */
  rate: number;
  /** From one act to the next of a player; null: the scenario's own. */
  everyMs: number | null;
  /** Measured, after everybody plays. */
  seconds: number;
  /** Processes of the swarm; null: one for each `CLIENTS_PER_SWARM`. */
  swarms: number | null;
  /** Measures what a bare server takes, too. */
  floor: boolean;
  seed: string;
  say(text: string): void;
  signal: AbortSignal;
}

const CLIENTS_PER_SWARM = 5000;
/** When so many play, everybody who will does: a few wait for their next match at any time. */
const ENOUGH = 0.95;
/** After this the measuring begins, whoever plays. */
const FILL_WITHIN_MS = 90_000;
/** What the last joins stirred up is over. */
const SETTLE_MS = 3000;
const LOOK_EVERY_MS = 500;
const SAY_EVERY_MS = 5000;

/**
 * Brings so many players to a server, measures while they play, and takes them away.
 * @throws Error when nobody gets in
 */
export async function runPoint(target: Target, options: PointOptions): Promise<Point> {
  const { scenario, clients, rate, seconds, floor, say, signal } = options;
  const swarms = options.swarms ?? Math.ceil(clients / CLIENTS_PER_SWARM);
  const swarm = new Swarm(swarms);
  const giveUp = () => swarm.killNow();
  signal.addEventListener('abort', giveUp);
  try {
    const { room, seed, everyMs } = options;
    const { bases, operatorPassword } = target;
    await swarm.enlist({ scenario, room, count: clients, bases, operatorPassword, seed, everyMs });
    if (SCENARIOS[scenario].signsIn) say(`${clients} players sign in …`);
    await swarm.signIn();
    const memoryBefore = await memoryOf(target);
    say(`They join, ${rate} a second …`);
    const usage = await Usage.begin(target);
    const startedAt = performance.now();
    const saying = setInterval(async () => say(`${(await swarm.look()).joined} are in`), SAY_EVERY_MS);
    await swarm.join(rate).finally(() => clearInterval(saying));
    const joinSeconds = (performance.now() - startedAt) / 1000;
    const joining = await usage.end();
    await swarm.begin();
    await filled(swarm, clients, say, signal);
    await pause(SETTLE_MS, undefined, { signal });
    const { joined, total } = await swarm.look();
    if (joined === 0) throw new Error(`Nobody got in: ${JSON.stringify(total.failed)}`);
    const window = await measureWindow(target, swarm, { seconds, say, signal });
    const memory = await memoryOf(target);
    await swarm.end();
    const group = SCENARIOS[scenario].group;
    return pointOf({
      clients,
      joins: { asked_per_s: rate, seconds: joinSeconds, total, use: joining },
      bytesPerConnection: memory === null || memoryBefore === null ? null : (memory - memoryBefore) / joined,
      window,
      floor: floor ? await measureFloor(window, { clients: joined, group, swarms, say, signal }) : null,
    });
  } finally {
    signal.removeEventListener('abort', giveUp);
    await swarm.end();
  }
}

/** Waits until nearly everybody who joined plays. */
async function filled(
  swarm: Swarm,
  clients: number,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + FILL_WITHIN_MS;
  let look: SwarmLook;
  do {
    await pause(LOOK_EVERY_MS, undefined, { signal });
    look = await swarm.look();
  } while (look.playing < ENOUGH * look.joined && performance.now() < deadline);
  const { joined, playing, matches } = look;
  say(`${joined} of ${clients} are in, ${playing} play${matches > 0 ? ` at ${matches} tables` : ''}`);
}
