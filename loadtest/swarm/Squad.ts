import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type FloorSocket, openFloor } from '../floor/openFloor.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import { closeHttp } from '../wire/Http.ts';
import type { Enlisting, FloorClients, Look, SwarmCalls } from './calls.ts';
import { Measures } from './Measures.ts';
import { Player } from './Player.ts';
import { Random } from './Random.ts';
import { atRate } from './schedule.ts';

/** Who was asked to leave gets so long to be let go. */
const LEAVE_WITHIN_MS = 1000;
/** What was accepted last is waited for so long: what is not confirmed is sent again after 5 s. */
const REST_MS = 8000;
const LOOK_EVERY_MS = 50;

/** What it rests by. */
interface Time {
  now(): number;
  pause(ms: number): Promise<void>;
}

const REAL_TIME: Time = { now: () => performance.now(), pause };

/** The players of one process of the swarm. */
export class Squad implements SwarmCalls {
  readonly #time: Time;
  readonly #measures = new Measures();
  readonly #run = new AbortController();
  readonly #resting = new AbortController();
  readonly #playing: Promise<void>[] = [];
  #enlisting!: Enlisting;
  #players: Player[] = [];
  #floor: FloorSocket[] = [];
  #joined = 0;

  constructor(time: Time = REAL_TIME) {
    this.#time = time;
    setMaxListeners(0, this.#run.signal, this.#resting.signal); // every player listens
  }

  async enlist(what: Enlisting): Promise<void> {
    this.#enlisting = what;
    this.#players = Array.from({ length: what.count }, (_, i) => {
      const index = what.from + i;
      return new Player({
        index,
        base: new URL(what.bases[index % what.bases.length] ?? ''),
        random: new Random(`${what.seed}/${index}`),
        measures: this.#measures,
        operatorPassword: what.operatorPassword,
        everyMs: what.everyMs,
        resting: this.#resting.signal,
        signal: this.#run.signal,
      });
    });
  }

  async signIn(atOnce: number): Promise<void> {
    if (!SCENARIOS[this.#enlisting.scenario].signsIn) return;
    const left = this.#players.values();
    const work = async () => {
      for (const player of left) await player.signIn();
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }

  async join(perSecond: number): Promise<void> {
    const { scenario, room } = this.#enlisting;
    const { join, ...rest } = SCENARIOS[scenario];
    const joining: Promise<void>[] = [];
    const one = async (player: Player) => {
      const askedAt = performance.now();
      try {
        const play = await join(player, room || rest.room);
        this.#measures.time('join', performance.now() - askedAt);
        this.#measures.count('joined');
        this.#joined += 1;
        this.#playing.push(play());
      } catch (error) {
        this.#measures.fail(`join: ${(error as Error).message}`);
      }
    };
    const begin = (index: number) => void joining.push(one(this.#players[index] as Player));
    await atRate(this.#players.length, perSecond, begin, this.#run.signal);
    await Promise.all(joining);
  }

  async reset(): Promise<void> {
    this.#measures.reset();
  }

  async look(): Promise<Look> {
    const { user, system } = process.cpuUsage();
    const matches = new Set(this.#players.flatMap(({ match }) => match || []));
    return {
      measured: this.#measures.measured(),
      joined: this.#joined,
      playing: this.#players.filter(({ playing }) => playing).length,
      matches: [...matches],
      cpuMs: (user + system) / 1000,
      rssBytes: process.memoryUsage.rss(),
    };
  }

  async rest(): Promise<void> {
    this.#resting.abort();
    const awaited = () => this.#players.reduce((sum, player) => sum + player.awaited(), 0);
    const { now, pause } = this.#time;
    const deadline = now() + REST_MS;
    // Acknowledgements are under way as well, and say what there is to wait for.
    do await pause(LOOK_EVERY_MS);
    while (awaited() > 0 && now() < deadline);
    this.#measures.count('lost', awaited());
  }

  async leave(): Promise<void> {
    this.#run.abort();
    for (const player of this.#players) player.leave();
    const late = setTimeout(() => {
      for (const player of this.#players) player.destroy();
    }, LEAVE_WITHIN_MS);
    await Promise.allSettled(this.#playing);
    await Promise.all(this.#players.map((player) => player.gone));
    clearTimeout(late);
    for (const socket of this.#floor) socket.close();
    closeHttp();
  }

  async floor(what: FloorClients): Promise<void> {
    this.#floor = await openFloor(what, this.#measures, this.#run.signal);
  }
}
