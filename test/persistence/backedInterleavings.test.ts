import assert from 'node:assert/strict';
import { Fenced, Missing } from '../../src/lib/fencing.ts';
import { Random } from '../../src/lib/random.ts';
import type { JournalEntry } from '../../src/match/journal.ts';
import type { MatchStore, Ownership, TakenOver } from '../../src/match/matchStore.ts';
import { BackedMatchStore } from '../../src/persistence/backedMatchStore.ts';
import type { BackupStore, PackedStore } from '../../src/persistence/packedStore.ts';
import { inClear } from '../../src/persistence/packing.ts';
import { MemoryPackedStore } from '../support/memory/memoryMatchStore.ts';
import { Gate } from './Gate.ts';
import { entries, packed, storedMatch, storedTable } from './matchStoreContract.ts';

const SEEDS = 3000;
const APPENDS = 6;

/** Processes that all want one match while a store is in trouble, in an order that a seed decides. */
class World {
  readonly random: Random;
  readonly gate = new Gate();
  readonly backup = new MemoryPackedStore();
  readonly steps: string[] = [];
  primary = new MemoryPackedStore();
  /** How often the primary may still be emptied. */
  flushes = 0;
  /** How often the backup may still go away. */
  outages = 0;
  backupIsAway = false;
  acknowledged: JournalEntry[] = [];
  /** The latest that was acknowledged. */
  clock = 0;
  readonly epochs = new Set<number>();
  highest = { epoch: 0, known: new Set<string>() };

  constructor(seed: string) {
    this.random = Random.seeded(seed);
  }

  /** A process's own store over the two that all share. */
  store(): { store: MatchStore; settled(): Promise<void> } {
    const primary = new Proxy({} as PackedStore, {
      get: (_, name) => {
        const current = this.primary;
        return Reflect.get(current, name).bind(current);
      },
    });
    const now = () => this.steps.length * 1000;
    const options = { answerWithinMs: 60_000, waitMs: 60_000, settleMs: 0, now, log: { warn() {} } };
    const backed = new BackedMatchStore(this.gate.guard(primary), this.guardedBackup(), options);
    return { store: packed(backed, inClear), settled: () => backed.settled() };
  }

  guardedBackup(): BackupStore {
    return this.gate.guard(this.backup, () => this.backupIsAway);
  }

  /** Whatever may happen between two calls. */
  trouble(): void {
    if (this.flushes > 0 && this.random.chance(0.03)) this.flush();
    if (this.backupIsAway ? this.random.chance(0.05) : this.outages > 0 && this.random.chance(0.03)) {
      if (!this.backupIsAway) this.outages -= 1;
      this.backupIsAway = !this.backupIsAway;
      this.steps.push(`the backup is ${this.backupIsAway ? 'away' : 'back'}`);
    }
  }

  flush(): void {
    this.steps.push('the primary is emptied');
    this.primary = new MemoryPackedStore();
    this.flushes -= 1;
  }

  /** Plays on as an owner does: appends, puts back what was lost, stops when fenced. */
  async play(
    name: string,
    store: MatchStore,
    own: Ownership,
    journal: JournalEntry[],
    from = 0,
  ): Promise<void> {
    this.takenBy(name, own, journal, from);
    let clock = from;
    try {
      for (let i = 0; i < APPENDS; i++) {
        const seq = journal.length + 1;
        const entry = { ...entries(seq, seq)[0], by: name } as JournalEntry;
        journal.push(entry);
        clock += 1;
        await this.append(name, store, own, journal, entry, clock);
        this.steps.push(`${name} has ${seq} acknowledged under ${own.epoch}`);
        this.acknowledge(name, own, entry, clock);
        await store.checkpoint(own, storedTable()).catch((error: unknown) => {
          if (error instanceof Fenced) throw error;
        });
      }
    } catch (error) {
      if (!(error instanceof Fenced)) throw error;
      this.steps.push(`${name} is fenced`);
    }
  }

  /** Who is told late what they did before somebody took over may believe it: the new owner knows it, too. */
  acknowledge(name: string, own: Ownership, entry: JournalEntry, clock: number): void {
    this.acknowledged.push(entry);
    if (own.epoch === this.highest.epoch) this.clock = clock;
    else assert.ok(this.highest.known.has(id(entry)), `${name} goes on though somebody took over`);
  }

  async append(
    name: string,
    store: MatchStore,
    own: Ownership,
    journal: JournalEntry[],
    entry: JournalEntry,
    clock: number,
  ) {
    for (;;) {
      try {
        return await store.append(own, [entry], clock);
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
        this.steps.push(`${name} puts back ${journal.length}`);
        await store.restore(own, name, storedMatch(journal, { clock })).catch((failed: unknown) => {
          if (failed instanceof Fenced) throw failed; // away: it asks again
        });
      }
    }
  }

  /** Takes the match over, as a process does that believes its owner to be dead. */
  async take(name: string, match: string): Promise<void> {
    const { store, settled } = this.store();
    const found = await store.find(match);
    if (!found) return;
    const taken: TakenOver | null = await store.takeOver(found, name);
    if (!taken) return;
    await this.play(name, store, taken.own, [...taken.journal], taken.clock);
    await settled();
  }

  takenBy(name: string, own: Ownership, journal: readonly JournalEntry[], clock: number): void {
    this.steps.push(`${name} has the match under ${own.epoch} with ${journal.length} entries`);
    assert.ok(!this.epochs.has(own.epoch), 'two have it under one epoch');
    this.epochs.add(own.epoch);
    if (own.epoch < this.highest.epoch) return; // told late, and somebody has taken it since
    assert.ok(clock >= this.clock, `the clock goes back from ${this.clock} to ${clock}`);
    const known = new Set(journal.map(id));
    this.highest = { epoch: own.epoch, known };
    const lost = this.acknowledged.filter((entry) => !known.has(id(entry)));
    assert.deepEqual(lost, [], 'acknowledged and lost');
  }
}

function id({ seq, by }: JournalEntry): string {
  return `${seq} by ${by}`;
}

/** Plays worlds of many seeds, and answers how many takeovers there were. */
async function playAll(what: string, prepare: (world: World) => void): Promise<number> {
  let takeovers = 0;
  for (let i = 0; i < SEEDS; i++) {
    const world = new World(`${what} ${i}`);
    prepare(world);
    const run = async () => {
      const first = world.store();
      const own = await first.store.open('m', 'a', storedTable());
      await Promise.all([
        world.play('a', first.store, own, []).then(() => first.settled()),
        world.take('b', 'm'),
        world.take('c', 'm').then(() => world.take('d', 'm')),
      ]);
    };
    const racing = run();
    try {
      await world.gate.run(
        racing,
        (count) => world.random.int(0, count - 1),
        () => world.trouble(),
      );
      await racing;
    } catch (error) {
      throw new Error(`seed ${i}:\n${world.steps.join('\n')}`, { cause: error });
    }
    if (world.highest.epoch > 1) takeovers += 1;
  }
  return takeovers;
}

describe('a backed store among processes that race', function () {
  this.timeout(180_000);

  it('has one owner at a time and loses nothing acknowledged, however often the primary is emptied', async () => {
    const takeovers = await playAll('race', (world) => {
      world.flushes = 3;
    });
    assert.ok(takeovers > SEEDS / 4, `${takeovers} takeovers`);
  });

  it('has one owner at a time and loses nothing acknowledged, however often the backup is away', async () => {
    const takeovers = await playAll('outage', (world) => {
      world.outages = 3;
    });
    assert.ok(takeovers > SEEDS / 4, `${takeovers} takeovers`);
  });

  it('gives a match that is not backed up yet to exactly one of those who try', async () => {
    let again = 0;
    for (let i = 0; i < SEEDS; i++) {
      const world = new World(`not backed up ${i}`);
      const takers = ['b', 'c', 'd'].map((name) => ({ name, ...world.store() }));
      const run = async () => {
        const table = Buffer.from(JSON.stringify(storedTable()));
        const own = await world.primary.open('m', 'a', 'relay', table);
        const backed = world.guardedBackup().open('m', 'a', 'relay', table);
        backed.catch(() => {}); // somebody has it already
        const tries = takers.map(({ name, store }) => store.takeOver(own, name));
        const taken = (await Promise.all(tries)).map((found, at) => found && { found, by: takers[at] });
        const [winner, second] = taken.filter((found) => found !== null);
        assert.ok(winner?.by, 'nobody has it');
        assert.equal(second, undefined, 'two have it');
        await Promise.all(takers.map(({ settled }) => settled()));
        await winner.by.store.append(winner.found.own, entries(1, 1), 0);
        const found = { ...winner.found.own, owner: winner.by.name };
        assert.deepEqual(await world.backup.find('m'), found);
        assert.deepEqual(await world.primary.find('m'), found);
        if (found.epoch > 2) again += 1;
      };
      const racing = run();
      await world.gate.run(
        racing,
        (count) => world.random.int(0, count - 1),
        () => {},
      );
      await racing.catch((error: unknown) => {
        throw new Error(`seed ${i}`, { cause: error });
      });
    }
    assert.ok(again > 0, 'the two stores never had different winners');
  });
});
