import assert from 'node:assert/strict';
import { Fenced, Missing } from '../../src/lib/fencing.ts';
import { Random } from '../../src/lib/random.ts';
import type { JournalEntry } from '../../src/match/journal.ts';
import type { MatchStore, Ownership, TakenOver } from '../../src/match/matchStore.ts';
import { BackedMatchStore } from '../../src/persistence/backedMatchStore.ts';
import { MemoryMatchStore } from '../../src/persistence/memory/memoryMatchStore.ts';
import { Gate } from './Gate.ts';
import { entries, storedMatch, storedTable } from './matchStoreContract.ts';

const SEEDS = 3000;
const APPENDS = 6;

/** Two or three processes that all want one match while the primary is emptied, in an order that a seed decides. */
class World {
  readonly random: Random;
  readonly gate = new Gate();
  readonly backup = new MemoryMatchStore();
  readonly steps: string[] = [];
  primary = new MemoryMatchStore();
  flushes = 2;
  /** Entries that were acknowledged since the primary was last emptied. */
  acknowledged: JournalEntry[] = [];
  highest: { epoch: number; journal: JournalEntry[] } = { epoch: 0, journal: [] };

  constructor(seed: string) {
    this.random = Random.seeded(seed);
  }

  /** A process's own store over the two that all share. */
  store(): BackedMatchStore {
    const primary: MatchStore = new Proxy({} as MatchStore, {
      get: (_, name) => {
        const current = this.primary;
        return Reflect.get(current, name).bind(current);
      },
    });
    const options = { everyMs: 0, waitMs: 60_000, now: () => 0, log: { warn() {} } };
    return new BackedMatchStore(this.gate.guard(primary), this.gate.guard(this.backup), options);
  }

  flush(): void {
    this.steps.push('the primary is emptied');
    this.primary = new MemoryMatchStore();
    this.flushes -= 1;
    this.acknowledged = [];
  }

  /** Plays on as an owner does: appends, puts back what was lost, stops when fenced. */
  async play(name: string, store: MatchStore, own: Ownership, journal: JournalEntry[]): Promise<void> {
    this.takenBy(name, own, journal);
    try {
      for (let i = 0; i < APPENDS; i++) {
        const seq = journal.length + 1;
        const entry = { ...entries(seq, seq)[0], by: name } as JournalEntry;
        journal.push(entry);
        await this.append(name, store, own, journal, entry);
        this.steps.push(`${name} has ${seq} acknowledged under ${own.epoch}`);
        assert.equal(own.epoch, this.highest.epoch, `${name} goes on though somebody took over`);
        this.acknowledged.push(entry);
        await store.checkpoint(own, storedTable()).catch((error: unknown) => {
          if (!(error instanceof Missing)) throw error;
        });
      }
    } catch (error) {
      if (!(error instanceof Fenced)) throw error;
      this.steps.push(`${name} is fenced`);
    }
  }

  async append(
    name: string,
    store: MatchStore,
    own: Ownership,
    journal: JournalEntry[],
    entry: JournalEntry,
  ) {
    for (;;) {
      try {
        return await store.append(own, [entry], 0);
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
        this.steps.push(`${name} puts back ${journal.length}`);
        await store.restore(own, name, storedMatch(journal));
      }
    }
  }

  /** Takes the match over, as a process does that believes its owner to be dead. */
  async take(name: string, match: string): Promise<void> {
    const store = this.store();
    const found = await store.find(match);
    if (!found) return;
    const taken: TakenOver | null = await store.takeOver(found, name);
    if (!taken) return;
    await this.play(name, store, taken.own, [...taken.journal]);
    await store.settled();
  }

  takenBy(name: string, own: Ownership, journal: readonly JournalEntry[]): void {
    this.steps.push(`${name} has the match under ${own.epoch} with ${journal.length} entries`);
    assert.ok(own.epoch > this.highest.epoch, 'two have it under one epoch');
    this.highest = { epoch: own.epoch, journal: [...journal] };
    const known = new Set(journal.map(({ seq, by }) => `${seq} by ${by}`));
    const lost = this.acknowledged.filter(({ seq, by }) => !known.has(`${seq} by ${by}`));
    assert.deepEqual(lost, [], 'acknowledged and lost');
  }
}

describe('a backed store among processes that race', function () {
  this.timeout(60_000);

  it('has one owner at a time and loses nothing acknowledged since the primary was emptied', async () => {
    let takeovers = 0;
    for (let i = 0; i < SEEDS; i++) {
      const world = new World(`race ${i}`);
      const run = async () => {
        const first = world.store();
        const own = await first.open('m', 'a', storedTable());
        await Promise.all([
          world.play('a', first, own, []).then(() => first.settled()),
          world.take('b', 'm'),
          world.take('c', 'm').then(() => world.take('d', 'm')),
        ]);
      };
      const racing = run();
      try {
        await world.gate.run(
          racing,
          (count) => world.random.int(0, count - 1),
          () => {
            if (world.flushes > 0 && world.random.chance(0.04)) world.flush();
          },
        );
        await racing;
      } catch (error) {
        throw new Error(`seed ${i}:\n${world.steps.join('\n')}`, { cause: error });
      }
      if (world.highest.epoch > 1) takeovers += 1;
    }
    assert.ok(takeovers > SEEDS / 4, `${takeovers} takeovers`);
  });

  it('gives a match that is not backed up yet to exactly one of those who try', async () => {
    let again = 0;
    for (let i = 0; i < SEEDS; i++) {
      const world = new World(`not backed up ${i}`);
      const opener = world.store();
      const takers = ['b', 'c', 'd'].map((name) => ({ name, store: world.store() }));
      const run = async () => {
        const own = await opener.open('m', 'a', storedTable());
        const tries = takers.map(({ name, store }) => store.takeOver(own, name));
        const taken = (await Promise.all(tries)).map((found, at) => found && { found, by: takers[at] });
        const [winner, second] = taken.filter((found) => found !== null);
        assert.ok(winner?.by, 'nobody has it');
        assert.equal(second, undefined, 'two have it');
        await Promise.all([opener, ...takers.map(({ store }) => store)].map((store) => store.settled()));
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
