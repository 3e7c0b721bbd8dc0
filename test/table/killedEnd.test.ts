import assert from 'node:assert/strict';
import type { MatchResult } from '../../src/match/records.ts';
import { BackedMatchStore } from '../../src/persistence/backedMatchStore.ts';
import { MemoryDirectory } from '../../src/persistence/memory/memoryDirectory.ts';
import { inClear } from '../../src/persistence/packing.ts';
import { endMatch } from '../../src/table/endMatch.ts';
import type { TableNeeds } from '../../src/table/hosting.ts';
import { defaultLifecycle } from '../../src/table/lifecycle.ts';
import { packed } from '../persistence/matchStoreContract.ts';
import { ids, MATCH, tableFixture } from '../support/hostedToy.ts';
import { MemoryPackedStore } from '../support/memory/memoryMatchStore.ts';
import { toy } from '../support/toyGame.ts';

const [a, b, c] = ids as [string, string, string];

/** A match of a second. */
const short: typeof toy = { ...toy, over: ({ now }) => now >= 1_000 };

/** What happens to the process that ends the match, at one of the calls by which it reaches what others see. */
type Stop = 'killed before' | 'killed after' | 'paused before' | 'paused after';
const STOPS: Stop[] = ['killed before', 'killed after', 'paused before', 'paused after'];

/** What happens to the stores in the same moment. */
interface Trouble {
  /** The primary is emptied. */
  flush: boolean;
  /** Backup and records, which are one Postgres, are away for a while. */
  outage: boolean;
}
const TROUBLES: Trouble[] = [
  { flush: false, outage: false },
  { flush: true, outage: false },
  { flush: false, outage: true },
  { flush: true, outage: true },
];

const away = () => Object.assign(new Error('nobody listens'), { code: 'ECONNREFUSED' });

/** What processes share, and the one record that the match comes to. */
class World {
  readonly primary = new MemoryPackedStore();
  readonly backup = new MemoryPackedStore();
  readonly directory = new MemoryDirectory();
  /** All that was to be recorded, once it was taken. */
  readonly results: MatchResult[] = [];
  readonly requeued: string[] = [];
  postgresIsAway = false;
  time = 0;

  readonly records: TableNeeds['records'] = {
    started: async () => {},
    finished: async (result) => {
      this.results.push(result);
      return [];
    },
  };
}

/** A process, by what it does to the world: its calls are counted, and at one of them it stops. */
class Process {
  readonly #world: World;
  readonly #at: number;
  readonly #stop: Stop;
  readonly #stopped: () => void;
  readonly #goOn = Promise.withResolvers<void>();
  #calls = 0;
  #counts = false;
  stopped = false;
  #dead = false;

  /** @param at the call at which it stops; 0 for none */
  constructor(world: World, at = 0, stop: Stop = 'killed before', stopped = () => {}) {
    this.#world = world;
    this.#at = at;
    this.#stop = stop;
    this.#stopped = stopped;
  }

  /** From here on its calls count. */
  count(): void {
    this.#counts = true;
  }

  /** Who was paused goes on. */
  goOn(): void {
    this.#goOn.resolve();
  }

  /** Writes what it could not write while Postgres was away. */
  settled = async (): Promise<void> => {};

  needs(): Partial<TableNeeds> {
    const world = this.#world;
    const options = { answerWithinMs: 60_000, waitMs: 60_000, settleMs: 0, now: () => world.time };
    const backed = new BackedMatchStore(
      this.#guard(world.primary),
      this.#guard(world.backup, () => world.postgresIsAway),
      { ...options, log: { warn() {} } },
    );
    this.settled = () => backed.settled();
    return {
      store: packed(backed, inClear),
      directory: this.#guard(world.directory),
      records: this.#guard(world.records, () => world.postgresIsAway),
      lifecycle: { ...defaultLifecycle, countdownMs: 0, lateCountdownMs: 0, resultMs: 0 },
      requeue: async (_match, players) => void world.requeued.push(...players),
      pause: () => new Promise((resolve) => setImmediate(resolve)),
    };
  }

  #guard<T extends object>(target: T, fails = () => false): T {
    return new Proxy(target, {
      get:
        (_, name) =>
        async (...args: unknown[]) => {
          if (this.#counts) this.#calls += 1;
          const here = this.#counts && !this.stopped && this.#calls === this.#at;
          if (here && this.#stop.endsWith('before')) await this.#end();
          if (this.#dead) throw new Error('killed');
          if (fails()) throw away();
          const answer = await (Reflect.get(target, name) as (...all: unknown[]) => unknown).apply(
            target,
            args,
          );
          if (here && this.#stop.endsWith('after')) await this.#end();
          if (this.#dead) throw new Error('killed');
          return answer;
        },
    });
  }

  async #end(): Promise<void> {
    this.stopped = true;
    this.#stopped();
    if (this.#stop.startsWith('paused')) await this.#goOn.promise;
    else this.#dead = true;
  }
}

/** Plays a match to its end with a process that stops at a call, and another that goes on from there. */
async function play(
  at: number,
  stop: Stop,
  { flush, outage }: Trouble,
): Promise<World & { stopped: boolean }> {
  const world = new World();
  const first = new Process(world, at, stop, () => {
    if (flush) world.primary.lose();
    world.postgresIsAway = outage;
  });
  const opened = await tableFixture({}, first.needs(), short);
  await opened.here(a, b, c);
  await opened.pass(200);
  assert.equal(opened.table.state.phase, 'playing');
  const acts = [a, b].map((player, i) => opened.table.act(player, { request_id: `r${i}`, action: 'take' }));
  await opened.pass(700);
  await Promise.all(acts);
  first.count();
  for (let i = 0; i < 20 && !first.stopped; i++) await opened.pass(50);
  const second = new Process(world);
  for (let i = 0; i < 40 && !(await goneOn(world, second)); i++) {
    world.time += 1_000;
    if (i === 5) world.postgresIsAway = false;
  }
  world.postgresIsAway = false;
  first.goOn();
  if (stop.startsWith('paused')) await opened.pass(500);
  await second.settled();
  return Object.assign(world, { stopped: first.stopped });
}

/** Does as a process that finds the match without an owner. Whether it is over. */
async function goneOn(world: World, process: Process): Promise<boolean> {
  const needs = process.needs() as TableNeeds;
  try {
    const found = await needs.store.find(MATCH);
    if (!found) return true;
    const taken = await needs.store.takeOver(found, 'b');
    if (!taken) return false;
    if (world.results.length > 0) {
      const free = () => needs.directory.remove(MATCH);
      await endMatch({ free, close: () => needs.store.close(taken.own) });
      return true;
    }
    const at = await tableFixture({}, needs, short, taken);
    await at.here(a, b, c);
    for (let i = 0; i < 20 && !at.closed(); i++) await at.pass(400, 200);
    return at.closed();
  } catch {
    return false; // a store is away: looked for again
  }
}

/** Without what tells only when and by whom it was written: who goes on with a match skips versions. */
function asPlayed({ finishedAt: _, finalState, ...result }: MatchResult) {
  return { ...result, finalState: { ...(finalState as object), version: 0 } };
}

describe('a match whose process is gone while it ends', function () {
  this.timeout(120_000);

  for (const stop of STOPS)
    it(`comes to one result, whatever happens to the stores then: ${stop} any call`, async () => {
      for (const trouble of TROUBLES) {
        for (let at = 1, stopped = true; stopped; at++) {
          const about = `${stop} call ${at}, ${JSON.stringify(trouble)}`;
          const world = await play(at, stop, trouble).catch((cause: unknown) => {
            throw new Error(about, { cause });
          });
          stopped = world.stopped;
          const [recorded, ...again] = world.results.map(asPlayed);
          assert.ok(recorded, `${about}: no result`);
          assert.equal(recorded.outcome, 'finished', about);
          assert.equal(recorded.ledger.length, 2, `${about}: something acknowledged is lost`);
          for (const result of again) assert.deepEqual(result, recorded, `${about}: another result`);
          assert.equal(await world.primary.find(MATCH), null, `${about}: still in the primary`);
          assert.equal(await world.backup.find(MATCH), null, `${about}: still in the backup`);
          const bound = await Promise.all([a, b, c].map((player) => world.directory.of(player)));
          assert.deepEqual(bound, [null, null, null], `${about}: somebody is still bound`);
          assert.deepEqual(world.requeued, [], about);
        }
      }
    });
});
