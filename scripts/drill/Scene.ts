import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../src/lib/random.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Outage } from './audit.ts';
import type { Bot } from './Bot.ts';
import type { Course } from './Course.ts';
import type { Finding } from './findings.ts';
import type { PlayedMatch } from './PlayedMatch.ts';

/** How often the owner of a match is looked for. */
const OWNER_LOOKS = 50;
const LOOK_EVERY_MS = 50;
/** By then every client knows that its socket is closed. */
const NOTICED_MS = 200;

/** What a fault has to work with: the cluster, who plays on it, and a place for what was seen. */
export class Scene {
  readonly cluster: Cluster;
  readonly random: Random;
  /** How long what is frozen or stopped stays so, in ms. */
  readonly holdMs: number;
  /** After so long a fault counts as over, whoever is still away, in ms. */
  readonly settleMs: number;
  readonly findings: Finding[] = [];
  readonly outages: Outage[] = [];
  readonly say: (text: string) => void;
  readonly #course: Course;
  readonly #bots: readonly Bot[];

  constructor(needs: {
    cluster: Cluster;
    random: Random;
    holdMs: number;
    settleMs: number;
    course: Course;
    bots: readonly Bot[];
    say(text: string): void;
  }) {
    this.cluster = needs.cluster;
    this.random = needs.random;
    this.holdMs = needs.holdMs;
    this.settleMs = needs.settleMs;
    this.say = needs.say;
    this.#course = needs.course;
    this.#bots = needs.bots;
  }

  get running(): PlayedMatch[] {
    return this.#course.matches.filter(({ running }) => running);
  }

  hold(): Promise<void> {
    return this.wait(this.holdMs);
  }

  async wait(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#course.signal }).catch(() => {});
  }

  /** From here on, whatever happens to clients is this fault's doing. */
  begin(kind: string): void {
    this.#course.fault = { kind, at: Date.now() };
  }

  pace(pace: Course['pace']): void {
    this.#course.pace = pace;
  }

  /** Some running match and the index of the process that has it, by asking as one of its players for the way back. */
  async anOwner(): Promise<{ index: number; match: PlayedMatch | null }> {
    const { processes } = this.cluster;
    for (let looks = 0; looks < OWNER_LOOKS; looks++) {
      // One in which something was acknowledged: otherwise there is nothing to lose.
      const played = this.running.filter(({ acted }) => acted);
      const match = played.length > 0 ? this.random.pick(played) : null;
      const index = match ? await this.#ownerOf(match) : -1;
      if (index >= 0) return { index, match };
      await this.wait(LOOK_EVERY_MS);
    }
    return { index: this.random.int(0, processes.length - 1), match: null };
  }

  async #ownerOf(match: PlayedMatch): Promise<number> {
    const bot = this.#bots.find((each) => each.match === match.id);
    const way = await bot?.api
      .get<{ seat: { publicAddress?: string } }>('/api/v1/players/me/match')
      .catch(() => null);
    const port = Number(/\/p\/(\d+)$/.exec(way?.seat.publicAddress ?? '')?.[1]);
    return this.cluster.processes.findIndex((each) => each.port === port);
  }

  /** Redis was emptied, and who knew what had been in the queue is gone, too: people queue again. */
  queueIsLost(): void {
    this.#course.queueLostAt = Date.now();
  }

  /** Waits until somebody else owns this match, or until what is frozen is not to stay so any longer. */
  async takenOver(match: PlayedMatch | null): Promise<void> {
    const deadline = Date.now() + this.holdMs;
    const epoch = () => match?.epochs.at(-1)?.epoch ?? 0;
    const before = epoch();
    while (epoch() === before && Date.now() < deadline) await this.wait(LOOK_EVERY_MS);
  }

  /** Kills a process, and starts it again once its people are back elsewhere. Resolves when it is back, too. */
  async restart(index: number): Promise<void> {
    await this.cluster.kill(index);
    await this.wait(NOTICED_MS);
    await this.settled();
    await this.cluster.start(index);
  }

  /** Waits until every match that began is over or goes on for all its clients, or for long enough. */
  async settled(): Promise<void> {
    const deadline = Date.now() + this.settleMs;
    const { matches, signal } = this.#course;
    while (matches.some(({ settled }) => !settled) && Date.now() < deadline && !signal.aborted) {
      await this.wait(LOOK_EVERY_MS);
    }
  }

  /** Starts whatever ended by itself, and notes it. */
  async mend(): Promise<void> {
    for (const { index, name, running, output } of this.cluster.processes) {
      if (running) continue;
      this.note(`${name} had ended by itself: ${output.trim().split('\n').at(-1)}`);
      await this.cluster.start(index);
    }
  }

  note(text: string): void {
    this.findings.push({ kind: 'process', match: '', text });
    this.say(text);
  }
}
