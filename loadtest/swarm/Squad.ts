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
/** Who is refused, or loses its seat to the clock, asks anew as often as that. */
const TRIES_TO_JOIN = 5;
/** When so many were not signed in and nobody was, nobody will be. */
const MOST_FAILED = 5;

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
  /** Everybody is in who will be. */
  readonly #begun = Promise.withResolvers<void>();
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
        begun: this.#begun.promise,
        resting: this.#resting.signal,
        signal: this.#run.signal,
      });
    });
  }

  /** Who is not let in is counted, and does not join. @throws Error when nobody is */
  async signIn(atOnce: number): Promise<void> {
    if (!SCENARIOS[this.#enlisting.scenario].signsIn) return;
    const left = this.#players.values();
    const signedIn: Player[] = [];
    let failed = 0;
    const work = async () => {
      for (const player of left) {
        try {
          await player.signIn();
          signedIn.push(player);
        } catch (error) {
          failed += 1;
          if (failed >= MOST_FAILED && signedIn.length === 0) throw error;
          this.#measures.fail((error as Error).message);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    this.#players = signedIn.sort((a, b) => a.index - b.index);
  }

  async join(perSecond: number, atOnce: number): Promise<void> {
    const { scenario, room } = this.#enlisting;
    const { join, ...rest } = SCENARIOS[scenario];
    const one = async (player: Player) => {
      const askedAt = performance.now();
      try {
        const play = await player.patiently(TRIES_TO_JOIN, 'join', () => join(player, room || rest.room));
        this.#measures.time('join', performance.now() - askedAt);
        this.#measures.count('joined');
        this.#joined += 1;
        this.#playing.push(play());
      } catch (error) {
        this.#measures.fail(`join: ${(error as Error).message}`);
      }
    };
    const { signal } = this.#run;
    await atRate(this.#players.length, { perSecond, atOnce, signal }, (i) => one(this.#players[i] as Player));
  }

  async begin(): Promise<void> {
    this.#begun.resolve();
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
