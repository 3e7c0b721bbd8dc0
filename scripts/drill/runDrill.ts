import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../src/lib/random.ts';
import { type Cluster, startCluster } from '../cluster/cluster.ts';
import { Api } from './Api.ts';
import { audit, type RecordedMatch } from './audit.ts';
import { Bot } from './Bot.ts';
import { Course } from './Course.ts';
import { EpochWatch } from './EpochWatch.ts';
import { FAULTS, type FaultName } from './faults.ts';
import type { Finding } from './findings.ts';
import type { DrilledGame } from './games/DrilledGame.ts';
import { type EndedMatch, type Report, report } from './report.ts';
import { Scene } from './Scene.ts';
import { schedule } from './schedule.ts';
import { environmentWithout, type Protection } from './without/protections.ts';

export interface DrillOptions {
  game: DrilledGame;
  seed: string;
  processes: number;
  /** Kept running at once, about. */
  matches: number;
  faults: readonly FaultName[];
  /** How many of the faults are kills, and how often each other one is made. */
  kills: number;
  times: number;
  /** No fault begins after this. */
  seconds: number;
  /** How long what is frozen or stopped stays so, in s. */
  hold: number;
  /** How long matches may take to their ends after the last fault, in s; what has no result then is lost. */
  patience: number;
  without: Protection | null;
  /** The folder of the code that processes run until `rolling`. Not given: of this code. */
  tree?: string;
  /** It stores as operators do: Redis with a file of its writes, Postgres with `fsync`. */
  durable: boolean;
  /** Not given: a Postgres is started. Faults of Postgres need that. */
  databaseUrl?: string;
  /** Progress, a sentence at a time. */
  say(text: string): void;
  /** What a process writes. */
  onLine?(name: string, line: string): void;
  signal?: AbortSignal;
}

/** Clients per match: tables are as large as they can be. */
const PLAYERS = 5;
const AT_ONCE = 20;
const PREFIX = 'parlor:drill:';
/** All tables are made within this. */
const FILL_WITHIN_MS = 60_000;
/** After so long a fault counts as over, whoever is still away. */
const SETTLE_WITHIN_MS = 30_000;
/** Between two faults at most; the tick is by chance. */
const PAUSE_MS = 1500;

/**
 * Starts a cluster, plays on it, hurts it, and compares what clients were told with what is left.
 * @throws Error when the cluster does not start, nobody can play on it, or `signal` gives it up
 */
export async function runDrill(options: DrillOptions): Promise<Report> {
  const { say, processes, without, signal } = options;
  const startedAt = Date.now();
  const cluster = await startCluster({
    processes,
    durable: options.durable,
    tree: options.tree,
    // Its players come from one address, five for each match.
    env: {
      RATE_LIMIT_FACTOR: String(Math.max(1, options.matches)),
      ...(without ? environmentWithout(without) : {}),
      REDIS_PREFIX: PREFIX,
    },
    say,
    ...(options.databaseUrl ? { databaseUrl: options.databaseUrl } : {}),
    ...(options.onLine ? { onLine: options.onLine } : {}),
    ...(signal ? { signal } : {}),
  });
  const course = new Course(cluster.url, options.game);
  const watch = new EpochWatch(cluster.redisUrl, PREFIX, () => course.matches);
  const stop = () => course.stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const bots = await signIn(course, options);
    const playing = bots.map((bot) => bot.play());
    watch.start();
    const random = Random.seeded(`${options.seed}/faults`);
    const settleMs = Math.min(SETTLE_WITHIN_MS, options.patience * 1000);
    const scene = new Scene({ cluster, random, holdMs: options.hold * 1000, settleMs, course, bots, say });
    await filled(course, options);
    const faults = await hurt(scene, course, options);
    say('The matches play on to their ends …');
    course.ending = true;
    const late = new AbortController();
    const patience = pause(options.patience * 1000, undefined, { signal: late.signal }).catch(() => {});
    await Promise.race([Promise.all(playing), patience]);
    late.abort();
    if (signal?.aborted) throw new Error('The drill was given up.');
    watch.stop();
    say('Comparing …');
    const { ended, findings } = await compare(cluster, course, scene);
    course.stop();
    await Promise.all(playing);
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    return report({ seed: options.seed, processes, without, seconds, faults }, ended, findings);
  } finally {
    signal?.removeEventListener('abort', stop);
    course.stop();
    watch.stop();
    await cluster.stop();
  }
}

async function signIn(course: Course, { seed, matches, say }: DrillOptions): Promise<Bot[]> {
  const seeds = Array.from({ length: matches * PLAYERS }, (_, i) => `${seed}/player ${i}`);
  const bots = seeds.map((each) => new Bot(course, Random.seeded(each)));
  for (let i = 0; i < bots.length; i += AT_ONCE) {
    await Promise.all(bots.slice(i, i + AT_ONCE).map((bot, j) => bot.signIn(`Drill ${i + j + 1}`)));
  }
  say(`${bots.length} players …`);
  return bots;
}

async function filled(course: Course, { matches, say }: DrillOptions): Promise<void> {
  const deadline = Date.now() + FILL_WITHIN_MS;
  const running = () => course.matches.filter((match) => match.running).length;
  while (running() < matches && Date.now() < deadline && !course.signal.aborted) await pause(50);
  if (running() === 0) throw new Error('No match began.');
  say(`${running()} matches run …`);
}

/** Makes the faults, one after the other, at random ticks. Answers how often each was made. */
async function hurt(scene: Scene, course: Course, options: DrillOptions): Promise<Record<string, number>> {
  const { faults, kills, times, seconds, say } = options;
  const made: Record<string, number> = {};
  const until = Date.now() + seconds * 1000;
  const todo = schedule(faults, { kills, times }, scene.random);
  for (const [i, fault] of todo.entries()) {
    await scene.wait(scene.random.int(0, PAUSE_MS));
    if (course.signal.aborted || Date.now() > until) break;
    await scene.mend();
    const running = scene.running.length;
    const begunAt = Date.now();
    await FAULTS[fault].make(scene);
    made[fault] = (made[fault] ?? 0) + 1;
    const done = course.matches.reduce((sum, { acks, commands }) => sum + acks.length + commands, 0);
    const ms = Date.now() - begunAt;
    say(
      `${i + 1}/${todo.length} ${fault}: ${running} matches ran, over after ${ms} ms; ${done} ${course.game.command ? 'commands' : 'actions'} acknowledged`,
    );
  }
  await scene.mend();
  return made;
}

/** Asks for the results of all matches and audits each. */
async function compare(
  cluster: Cluster,
  course: Course,
  scene: Scene,
): Promise<{ ended: EndedMatch[]; findings: Finding[] }> {
  const api = new Api(cluster.url);
  const ended: EndedMatch[] = [];
  const findings = [...scene.findings];
  for (const text of course.lostTickets) findings.push({ kind: 'ticket', match: '', text });
  for (const played of course.matches) {
    const note = (kind: Finding['kind'], text: string) => findings.push({ kind, match: played.id, text });
    const { id } = played;
    if (!played.started) {
      ended.push({ played, ending: 'lost', finishedAt: null }); // never began: nothing to lose
      continue;
    }
    const record = await read<RecordedMatch['match'] & { finished_at: string }>(api, `/api/v1/matches/${id}`);
    if (!record || record.outcome === 'running') {
      note('match_lost', record ? 'it still runs, as far as anybody knows' : 'nobody knows it');
      ended.push({ played, ending: 'lost', finishedAt: null });
      continue;
    }
    const finishedAt = Date.parse(record.finished_at);
    const replay = await read<RecordedMatch['replay']>(api, `/api/v1/matches/${id}/replay`);
    const points = await read<RecordedMatch['points']>(api, `/api/v1/matches/${id}/points`);
    if (!replay || !points) {
      note('match_unchecked', `${replay ? 'its points' : 'its replay'} could not be read`);
      ended.push({ played, ending: 'unchecked', finishedAt });
      continue;
    }
    findings.push(...audit(course.game, played, { match: record, replay, points }, scene.outages));
    ended.push({ played, ending: record.outcome === 'finished' ? 'finished' : 'abandoned', finishedAt });
  }
  return { ended, findings };
}

/** Asks a few times: the last fault may still be felt. */
async function read<T>(api: Api, path: string): Promise<T | null> {
  for (let tries = 0; tries < 5; tries++) {
    const answer = await api.ask('GET', path).catch(() => null);
    if (answer?.status === 200) return answer.body as T;
    if (answer?.status === 404) return null;
    await pause(500);
  }
  return null;
}
