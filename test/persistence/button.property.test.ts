import assert from 'node:assert/strict';
import { Problem } from '../../src/lib/problem.ts';
import { Random } from '../../src/lib/random.ts';
import type { ButtonAnswer } from '../../src/protocol/button.ts';
import { openWorld, type Process, type World } from './buttonFixtures.ts';

/** What may happen besides pushes. */
const FAULTS = ['away', 'back', 'lost', 'tail'] as const;
const ROUNDS = 30;
/** Requests are known for ten minutes: no more may pass. */
const MAX_ELAPSED_MS = 500_000;

interface Asked {
  player: string;
  request_id: string;
  seen_version: number;
  made_at: number | undefined;
}

/** Players who push at random by two processes, send things again, and lie about when. */
class Crowd {
  readonly #world: World;
  readonly #processes: readonly Process[];
  readonly #players: readonly string[];
  readonly #random: Random;
  #elapsed = 0;
  readonly asked: Asked[] = [];
  /** By player and request, what was answered first. */
  readonly answers = new Map<string, ButtonAnswer>();
  /** Refusals are not stored: after a loss they may be judged anew. */
  losses = 0;
  readonly #refusedAt = new Map<string, number>();

  constructor(world: World, processes: readonly Process[], players: readonly string[], seed: string) {
    this.#world = world;
    this.#processes = processes;
    this.#players = players;
    this.#random = Random.seeded(seed);
  }

  async round(faults: boolean): Promise<void> {
    const random = this.#random;
    const now = await this.#world.orders.now();
    const pushes = Array.from({ length: random.int(1, 6) }, () => {
      const again = this.asked.length > 0 && random.chance(0.3);
      const one = again ? (random.pick(this.asked) as Asked) : this.#fresh(now);
      return this.send(one);
    });
    if (faults && random.chance(0.3)) await this.#fault(random.pick(FAULTS));
    await Promise.all(pushes);
    const ms = random.chance(0.25) ? random.int(0, 120_000) : 0;
    if (this.#elapsed + ms < MAX_ELAPSED_MS) {
      this.#elapsed += ms;
      await this.#world.orders.elapse(ms);
    }
    for (const { button } of this.#processes) await button.look().catch(() => {});
  }

  /** Sends it once. What is answered is what was answered before. */
  async send(one: Asked): Promise<boolean> {
    const { player, ...request } = one;
    const key = `${player} ${request.request_id}`;
    const { losses } = this;
    let answer: ButtonAnswer;
    try {
      answer = await this.#random.pick(this.#processes).button.push(player, request);
    } catch (error) {
      assert.ok(error instanceof Problem && ['retry_later', 'not_loaded'].includes(error.code), `${error}`);
      return false;
    }
    const before = this.answers.get(key);
    const mayDiffer = this.#refusedAt.get(key) !== undefined && this.#refusedAt.get(key) !== this.losses;
    if (before && !mayDiffer)
      assert.deepEqual([answer.result, answer.version], [before.result, before.version], key);
    this.answers.set(key, answer);
    if (answer.result === 'over' || answer.result === 'too_old') this.#refusedAt.set(key, losses);
    else this.#refusedAt.delete(key);
    return true;
  }

  #fresh(now: number): Asked {
    const random = this.#random;
    const shown = this.#processes[0]?.hub.head?.version ?? 0;
    const made = random.pick([undefined, undefined, now, now - random.int(0, 40_000), now + 1e7, 0]);
    const one = {
      player: random.pick(this.#players),
      request_id: `request ${this.asked.length}`,
      seen_version: Math.max(0, shown - random.pick([0, 0, 0, 1, 5, -3])),
      made_at: made,
    };
    this.asked.push(one);
    return one;
  }

  async #fault(what: (typeof FAULTS)[number]): Promise<void> {
    const { store, button } = this.#random.pick(this.#processes);
    if (what === 'away') store.away = true;
    if (what === 'back') store.away = false;
    if (what === 'tail') await button.storeTail().catch(() => {});
    if (what === 'lost') {
      this.losses += 1;
      await this.#world.orders.lose();
    }
  }
}

for (const [order, database] of [
  ['memory', 'embedded Postgres'],
  ['Redis', 'real Postgres'],
] as const) {
  describe(`a crowd at the button in ${order}, over the ${database}`, function () {
    this.timeout(180_000);
    let world: World;
    let processes: Process[];
    let crowd: Crowd;
    /** By process, how it stood as it was heard of. */
    let heard: { epoch: number; version: number }[][];
    async function open(seed: string): Promise<void> {
      world = await openWorld(order, database);
      processes = [await world.process(), await world.process()];
      const players = await Promise.all(['Ada', 'Bob', 'Cy', 'Di'].map((name) => world.player(name)));
      crowd = new Crowd(world, processes, players, seed);
      heard = processes.map(({ hub }) => {
        const states: { epoch: number; version: number }[] = [];
        hub.attach({
          unsent: () => 0,
          write: (frame) => void states.push(JSON.parse(new TextDecoder().decode(frame))[1]),
        });
        return states;
      });
      for (const { button } of processes) await button.look();
    }
    afterEach(() => world?.close());

    /** Every push that was answered counts once, in one order; nobody was told anything older than before. */
    async function check(): Promise<number> {
      const rows = await world.rows();
      const byKey = new Map(rows.map((row) => [`${row.player} ${row.request_id}`, row]));
      assert.equal(byKey.size, rows.length, 'none twice');
      for (const [key, { result, version }] of crowd.answers) {
        const counts = result === 'applied' || result === 'applied_late';
        assert.equal(byKey.get(key)?.version, counts ? version : undefined, `${key}: ${result}`);
      }
      for (const [i, row] of rows.entries())
        assert.ok(row.version > (rows[i - 1]?.version ?? 0), 'one order, over all epochs');
      for (const states of heard) {
        assert.ok(states.length > 0);
        for (const [i, { epoch, version }] of states.entries()) {
          const before = states[i - 1] ?? { epoch: 0, version: 0 };
          assert.ok(epoch > before.epoch || (epoch === before.epoch && version > before.version));
        }
      }
      return rows.length;
    }

    for (const seed of ['one', 'two', 'three'])
      it(`counts each push once, in one order without gaps (${seed})`, async () => {
        await open(seed);
        for (let i = 0; i < ROUNDS; i++) await crowd.round(false);
        assert.equal(crowd.answers.size, crowd.asked.length);
        const count = await check();
        assert.equal((await world.rows()).at(-1)?.version, count);
        const results = new Set([...crowd.answers.values()].map(({ result }) => result));
        assert.deepEqual([...results].sort(), ['applied', 'applied_late', 'over', 'too_old']);
      });

    for (const seed of ['four', 'five', 'six', 'seven'])
      it(`loses nothing that was answered, whatever is lost or away (${seed})`, async () => {
        await open(seed);
        for (let i = 0; i < ROUNDS; i++) await crowd.round(true);
        assert.ok(crowd.losses > 0);
        for (const { store } of processes) store.away = false;
        for (const one of crowd.asked)
          while (!(await crowd.send(one))) for (const { button } of processes) await button.look();
        await world.orders.elapse(2000);
        await processes[0]?.button.storeTail();
        assert.equal(crowd.answers.size, crowd.asked.length);
        await check();
      });
  });
}
