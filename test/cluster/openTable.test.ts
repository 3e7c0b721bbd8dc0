import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { openTable, unbind, wasOpened } from '../../src/cluster/openTable.ts';
import { isUnavailable } from '../../src/lib/unavailable.ts';
import { MemoryDirectory } from '../../src/persistence/memory/memoryDirectory.ts';
import type { TableOptions } from '../../src/table/hosting.ts';
import { bootToy } from '../support/bootToy.ts';
import { shown } from '../support/shown.ts';

const PEOPLE = ['a', 'b'];
const table = (id: string, players: string[]) => ({
  ...{ id, game: 'toy', phase: 'waiting' as const, spectators: 0, startedAt: 0 },
  players: players.map((player) => ({ id: player, name: player, bot: false })),
});

/** Tables that run, tables that are over, and what is stored of new ones. */
async function world({ running = [], over = [], stored = [] }: Record<string, ReturnType<typeof table>[]>) {
  const directory = new MemoryDirectory();
  for (const one of running) await directory.put(one);
  return {
    directory,
    exists: async (match: string) => stored.some(({ id }) => id === match),
    records: { find: async (match: string) => (over.find(({ id }) => id === match) as never) ?? null },
  };
}

describe('a table that was agreed on when its process died', () => {
  const fresh = { match: 'new', room: null, players: PEOPLE };
  const backfill = { match: 'proposal', room: 'open', players: PEOPLE };

  it('was opened when it is stored, or over', async () => {
    assert.equal(await wasOpened(fresh, await world({})), false);
    assert.equal(await wasOpened(fresh, await world({ stored: [table('new', [])] })), true);
    assert.equal(await wasOpened(fresh, await world({ over: [table('new', [])] })), true);
  });

  it('took people who sit at it, or did; not if others sit there alone', async () => {
    assert.equal(
      await wasOpened(backfill, await world({ running: [table('open', ['x', 'y', 'z'])] })),
      false,
    );
    assert.equal(await wasOpened(backfill, await world({ running: [table('open', ['x', 'a', 'b'])] })), true);
    assert.equal(await wasOpened(backfill, await world({ over: [table('open', ['x', 'a', 'b'])] })), true);
    assert.equal(await wasOpened(backfill, await world({ over: [table('open', ['x', 'y'])] })), false);
    assert.equal(await wasOpened(backfill, await world({})), false);
    const unlisted = await world({ stored: [table('open', ['x', 'a', 'b'])] });
    await assert.rejects(wasOpened(backfill, unlisted), isUnavailable, 'the lists have lost it');
  });

  it('lets its people go, and of an open one nobody else', async () => {
    const { directory } = await world({ running: [table('open', ['x'])] });
    for (const player of ['x', ...PEOPLE]) await directory.claim(player, 'open');
    await unbind(backfill, directory);
    const bound = await Promise.all(['x', ...PEOPLE].map((player) => directory.of(player)));
    assert.deepEqual(bound, ['open', null, null]);
    await directory.claim('a', 'new');
    await unbind(fresh, directory);
    assert.equal(await directory.of('a'), null);
  });
});

describe('a table that could not be opened', () => {
  const people = PEOPLE.map((id) => ({ id, ...shown(id, id), party: null }));
  const about = { why: 'A test.', quality: 0.5, botsAllowed: true, region: null, bots: 0 };
  /** Fails to open one, new or in a room that is there; who is bound then. */
  async function bound(directory: MemoryDirectory, room: string | null, failure: RegExp): Promise<unknown[]> {
    const opening = openTable(
      { match: 'new', game: 'toy', room, players: people, ...about },
      {
        directory,
        live: { ask: () => Promise.reject(new Error('the room is full')) },
        exists: async () => false,
        newBot: () => assert.fail('it takes none'),
        newSeed: () => 'seed',
      },
    );
    await assert.rejects(opening, failure);
    return Promise.all(PEOPLE.map((player) => directory.of(player)));
  }
  /** As of a store that does not answer the first time. */
  function once<A extends unknown[], R>(work: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
    let first = true;
    return async (...args) => {
      if (first) {
        first = false;
        throw new Error('Command timed out');
      }
      return work(...args);
    };
  }

  it('lets everybody go, also who was bound though the claim had no answer', async () => {
    for (const room of [null, 'open']) {
      const directory = new MemoryDirectory();
      const claim = directory.claim.bind(directory);
      directory.claim = async (player, match) => {
        await claim(player, match);
        if (player === 'b') throw new Error('Command timed out');
        return null;
      };
      assert.deepEqual(await bound(directory, room, /timed out/), [null, null], String(room));
    }
  });

  it('lets everybody go when that fails at first, and says what failed before it', async () => {
    const open = new MemoryDirectory();
    open.release = once(open.release.bind(open));
    assert.deepEqual(await bound(open, 'open', /full/), [null, null]);

    const fresh = new MemoryDirectory();
    await fresh.claim('b', 'other');
    fresh.remove = once(fresh.remove.bind(fresh));
    assert.deepEqual(await bound(fresh, null, /in a match/), [null, 'other']);
  });
});

describe('a table that is opened', () => {
  let server: Awaited<ReturnType<typeof bootToy>>;
  before(async () => {
    server = await bootToy();
  });
  after(() => server.stop());

  it('knows its region, who came with whom, and its bots', async () => {
    const { directory, store } = server;
    const match = randomUUID();
    const players = ['Ada', 'Bo'].map((name) => ({
      id: randomUUID(),
      ...shown(name, name),
      party: name === 'Ada' ? 'p' : null,
    }));
    const about = { why: 'A test.', quality: 0.5, botsAllowed: true, region: 'eu' };
    await openTable(
      { match, game: 'toy', room: null, players, bots: 1, ...about },
      {
        directory,
        live: { ask: async () => assert.fail('it is a new one') },
        exists: async () => false,
        newBot: () => ({ id: 'bot', name: 'Bot', bot: true, skill: 0.5 }),
        newSeed: () => 'seed',
      },
    );
    const found = await store.find(match);
    const options = found && ((await store.takeOver(found, 'test'))?.table.options as TableOptions);
    assert.equal(options?.region, 'eu');
    const seats = options.seats.map(({ name, bot, party }) => [name, bot, party ?? null]);
    assert.deepEqual(seats, [
      ['Ada', false, 'p'],
      ['Bo', false, null],
      ['Bot', true, null],
    ]);
    assert.equal(await directory.of(players[0]?.id ?? ''), match);
  });
});
