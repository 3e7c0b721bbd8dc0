import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { matchMaker } from '@colyseus/core';
import sinon from 'sinon';
import { Resuming } from '../../src/cluster/Resuming.ts';
import { Recovery, type RecoveryNeeds } from '../../src/cluster/recovery.ts';
import { Random } from '../../src/lib/random.ts';
import { UnknownKey } from '../../src/lib/sealer.ts';
import { Unreadable } from '../../src/lib/unreadable.ts';
import type { Ownership, TakenOver } from '../../src/match/matchStore.ts';
import { bootToy } from '../support/bootToy.ts';

describe('recovery', () => {
  let server: Awaited<ReturnType<typeof bootToy>>;
  before(async () => {
    server = await bootToy();
  });
  after(() => server.stop());

  /** A match in the store that belongs to this process id. Its table is one that was played to its start. */
  async function stored(owner: string): Promise<string> {
    const match = randomUUID();
    const options = {
      match,
      seed: 'seed',
      seats: [{ id: randomUUID(), name: 'Ada', bot: false }],
      why: '',
      quality: null,
      region: null,
      botsAllowed: false,
      waitMs: 60_000,
      batches: [],
    };
    await matchMaker.createRoom('toy', options);
    const found = await server.store.find(match);
    assert.ok(found);
    const taken = await server.store.takeOver(found, owner);
    assert.ok(taken);
    await matchMaker.getLocalRoomById(match)?.disconnect(); // as if it had never been here
    return match;
  }

  function recovering(needs: Partial<RecoveryNeeds> = {}) {
    const clock = { now: 0 };
    const errors: string[] = [];
    const all: RecoveryNeeds = {
      store: server.store,
      liveness: { alive: async (process) => process === 'alive' },
      directory: server.directory,
      resuming: server.resuming,
      process: () => matchMaker.processId,
      evict: async (match) => void (await matchMaker.driver.remove(match)),
      isOver: async () => false,
      abandon: async () => assert.fail('nothing is abandoned'),
      abandonUnopenable: async () => assert.fail('nothing is sealed'),
      plays: (game, rules) => game === 'toy' && rules === 1,
      others: false,
      random: Random.seeded('x'),
      now: () => clock.now,
      log: { info() {}, warn() {}, error: (_, message) => void errors.push(message) },
      ...needs,
    };
    return { recovery: new Recovery(all), clock, errors };
  }

  /** The store, of which a match is taken over and then cannot be read; how often, and which were ended as that. */
  function unreadable(error: Error) {
    const seen = { takeovers: 0, ended: [] as string[] };
    const store = {
      find: (id: string) => server.store.find(id),
      running: () => server.store.running(),
      release: (own: Ownership) => server.store.release(own),
      takeOver: async (found: Ownership, owner: string) => {
        seen.takeovers += 1;
        await server.store.takeOver(found, owner);
        throw error;
      },
    } as unknown as typeof server.store;
    const abandonUnopenable: RecoveryNeeds['abandonUnopenable'] = async (own, why) => {
      assert.equal(why, error);
      seen.ended.push(own.match);
      await server.store.close(own);
    };
    return { seen, needs: { store, abandonUnopenable } };
  }

  for (const error of [
    new UnknownKey('a1b2c3d4'),
    new Unreadable('Unsupported state or unable to authenticate data'),
  ]) {
    it(`leaves what it cannot read to who can, however often it is asked for (${error.name})`, async () => {
      const match = await stored('dead');
      const { seen, needs } = unreadable(error);
      const { recovery, errors } = recovering(needs);
      for (let asked = 0; asked < 20; asked++) await assert.rejects(recovery.find(match), error);
      for (let sweeps = 0; sweeps < 3; sweeps++) await recovery.sweep();
      assert.deepEqual(seen, { takeovers: 2, ended: [] });
      assert.equal(errors.length, error instanceof UnknownKey ? 0 : 2, 'what is broken is told each time');
      assert.equal((await server.store.find(match))?.owner, '', 'anybody may try');
      assert.deepEqual(await recovering().recovery.find(match), { at: 'here' });
    });

    it(`ends what nobody can read for a minute (${error.name})`, async () => {
      const match = await stored('dead');
      const { seen, needs } = unreadable(error);
      const { recovery } = recovering(needs);
      for (let sweeps = 1; sweeps <= 30; sweeps++) await recovery.sweep();
      assert.deepEqual(seen, { takeovers: 4, ended: [] });
      await recovery.sweep();
      assert.deepEqual(seen, { takeovers: 5, ended: [match] });
      assert.deepEqual(await recovery.find(match), { at: 'nowhere' });
    });
  }

  it('says where a match is that somebody else could read', async () => {
    const match = await stored('dead');
    const { needs } = unreadable(new UnknownKey('a1b2c3d4'));
    const { recovery } = recovering(needs);
    await assert.rejects(recovery.find(match), UnknownKey);
    const found = await server.store.find(match);
    assert.ok(found && (await server.store.takeOver(found, 'alive')));
    assert.deepEqual(await recovery.find(match), { at: 'elsewhere', owner: 'alive' });
  });

  it('does not count against a match that a store is away, or cannot be sure yet', async () => {
    const match = await stored('dead');
    for (const error of [
      Object.assign(new Error('away'), { code: 'ECONNREFUSED' }),
      new Error('the backup was away'),
      new Error('OOM command not allowed'),
    ]) {
      const store = { find: (id: string) => server.store.find(id), takeOver: () => Promise.reject(error) };
      const { recovery, errors } = recovering({ store: store as unknown as typeof server.store });
      for (let tries = 0; tries < 8; tries++) await assert.rejects(recovery.find(match), error);
      assert.deepEqual(errors, []);
    }
  });

  it('goes on with a match half a second later while the records do not answer whether it is over', async () => {
    const match = await stored('dead');
    const asked = Promise.withResolvers<void>();
    const clock = sinon.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout'],
      shouldClearNativeTimers: true, // the framework's
    });
    try {
      const { recovery } = recovering({
        isOver: () => {
          asked.resolve();
          return new Promise(() => {});
        },
      });
      const found = recovery.find(match);
      await asked.promise;
      await clock.tickAsync(500);
      assert.deepEqual(await found, { at: 'here' });
    } finally {
      clock.restore();
      await matchMaker.getLocalRoomById(match)?.disconnect();
    }
  });

  it('leaves a match to a newer process, of a game or by rules that are not known here, and is not asked again at once', async () => {
    const match = await stored('dead');
    let takeovers = 0;
    const { takeOver } = server.store;
    server.store.takeOver = async (...args) => {
      if (args[0].match === match) takeovers += 1;
      return takeOver.apply(server.store, args);
    };
    try {
      const { recovery } = recovering({ plays: () => false });
      for (let tries = 0; tries < 8; tries++)
        await assert.rejects(recovery.find(match), /for a newer process/);
      assert.equal(takeovers, 1);
      assert.equal((await server.store.find(match))?.owner, '');
      for (let sweeps = 0; sweeps < 40; sweeps++) await recovery.sweep();
      assert.equal(takeovers, 2);
    } finally {
      server.store.takeOver = takeOver;
    }
    assert.equal((await recovering().recovery.find(match)).at, 'here');
  });

  it('leaves a match to a newer process whose journal has entries that are not known here', async () => {
    const match = await stored('dead');
    const newer = { seq: 1, at: 0, kind: 'dance', by: '', request_id: '', input: null };
    const store = {
      find: (id: string) => server.store.find(id),
      release: (own: Ownership) => server.store.release(own),
      takeOver: async (found: Ownership, owner: string) => {
        const taken = await server.store.takeOver(found, owner);
        return taken && { ...taken, journal: [newer] };
      },
    };
    const { recovery } = recovering({ store: store as unknown as typeof server.store });
    // And it is not abandoned.
    for (let tries = 0; tries < 8; tries++) await assert.rejects(recovery.find(match), /for a newer process/);
    assert.equal((await server.store.find(match))?.owner, '');
  });

  it('leaves a match to an owner that lives', async () => {
    const match = await stored('alive');
    assert.deepEqual(await recovering().recovery.find(match), { at: 'elsewhere', owner: 'alive' });
  });

  it('brings the match of a dead owner back once, whoever asks at the same time', async () => {
    const match = await stored('dead');
    const { recovery } = recovering();
    const found = await Promise.all([recovery.find(match), recovery.find(match), recovery.find(match)]);
    assert.deepEqual(found, Array(3).fill({ at: 'here' }));
    assert.ok(matchMaker.getLocalRoomById(match));
    assert.equal((await server.store.find(match))?.epoch, 3);
  });

  it('waits for a match of our own that has no room, as it is being opened, and not for ever', async () => {
    const match = await stored(matchMaker.processId);
    const { recovery, clock } = recovering();
    assert.equal((await recovery.find(match)).at, 'elsewhere');
    clock.now += 4_000;
    assert.equal((await recovery.find(match)).at, 'elsewhere');
    clock.now += 2_000;
    assert.equal((await recovery.find(match)).at, 'here');
  });

  it('does not go on with a match whose result is stored, and frees its people', async () => {
    const match = await stored('dead');
    await server.directory.claim('somebody', match);
    const { recovery } = recovering({ isOver: async () => true });
    assert.deepEqual(await recovery.find(match), { at: 'nowhere' });
    assert.equal(matchMaker.getLocalRoomById(match), undefined);
    assert.equal(await server.store.find(match), null);
    assert.equal(await server.directory.of('somebody'), null);
  });

  it('goes on though the records are away, and cannot tell whether it is over', async () => {
    const match = await stored('dead');
    const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    const { recovery } = recovering({ isOver: () => Promise.reject(away) });
    assert.deepEqual(await recovery.find(match), { at: 'here' });
  });

  it('only ends a table that fell through when its owner died', async () => {
    const match = await stored('dead');
    const abandoned: string[] = [];
    const store = new Proxy(server.store, {
      get: (target, name) => {
        if (name !== 'takeOver') return Reflect.get(target, name).bind(target);
        return async (...args: Parameters<typeof target.takeOver>) => {
          const taken = await target.takeOver(...args);
          return taken && { ...taken, table: { ...taken.table, phase: 'finished' } };
        };
      },
    });
    const { recovery } = recovering({ store, abandon: async ({ own }) => void abandoned.push(own.match) });
    assert.deepEqual(await recovery.find(match), { at: 'nowhere' });
    assert.deepEqual(abandoned, [match]);
    assert.equal(matchMaker.getLocalRoomById(match), undefined);
  });

  it('ends what an operator cancelled, at once', async () => {
    const match = await stored('dead');
    const takeOver = async (found: Ownership, owner: string) => {
      const taken = await server.store.takeOver(found, owner);
      return taken && { ...taken, cancelled: true as const };
    };
    const store = { find: (id: string) => server.store.find(id), takeOver } as unknown as typeof server.store;
    const abandoned: unknown[] = [];
    const { recovery } = recovering({
      store,
      abandon: async (taken) => void abandoned.push(taken.cancelled),
    });
    assert.deepEqual(await recovery.find(match), { at: 'nowhere' });
    assert.deepEqual(abandoned, [true]);
  });

  it('leaves it to its people also with its first sweep, where they may have come to another process', async () => {
    const { recovery } = recovering({ others: true });
    const match = await stored('dead');
    await recovery.sweep();
    assert.equal(matchMaker.getLocalRoomById(match), undefined);
    await recovery.sweep();
    assert.ok(matchMaker.getLocalRoomById(match));
  });

  it('leaves what just lost its owner to its people until the next sweep, but for the first one', async () => {
    const { recovery } = recovering();
    const before = await stored('dead');
    await recovery.sweep();
    assert.ok(matchMaker.getLocalRoomById(before));
    const match = await stored('dead');
    await recovery.sweep();
    assert.equal(matchMaker.getLocalRoomById(match), undefined);
    await recovery.sweep();
    assert.ok(matchMaker.getLocalRoomById(match));
  });

  it('sweeps up what nobody asks for, past one that fails, which it lets go and tries again later', async () => {
    const bad = await stored('dead');
    const good = await stored('dead');
    const resuming = new Resuming();
    resuming.put = (match, taken) => {
      if (match === bad) throw new Error('cannot be restored');
      server.resuming.put(match, taken);
    };
    const { recovery, errors } = recovering({ resuming });
    await recovery.sweep();
    assert.ok(matchMaker.getLocalRoomById(good));
    assert.deepEqual(errors, ['a match could not be brought back']);
    assert.equal((await server.store.find(bad))?.owner, '', 'anybody may try');
    await recovery.sweep();
    assert.equal(errors.length, 1, 'not at once');
    await recovery.sweep();
    assert.equal(errors.length, 2);
  });

  it('ends a match that fails again and again, and not for what is only away', async () => {
    const match = await stored('dead');
    const resuming = new Resuming();
    const abandoned: string[] = [];
    let failure: Error = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    resuming.put = () => {
      throw failure;
    };
    const abandon = async ({ own }: TakenOver) => void abandoned.push(own.match);
    const { recovery } = recovering({ resuming, abandon });
    for (let i = 0; i < 10; i++) await assert.rejects(recovery.find(match), /away/);
    failure = new Error('broken');
    for (let i = 0; i < 10; i++) await assert.rejects(recovery.find(match), /broken/);
    for (let sweeps = 1; sweeps < 15; sweeps++) await recovery.sweep();
    assert.deepEqual(abandoned, [], 'all who ask at once are one failure');
    await recovery.sweep();
    assert.deepEqual(abandoned, [match]);
  });

  it('takes nothing over once it is stopped', async () => {
    const match = await stored('dead');
    const { recovery } = recovering();
    recovery.stop();
    await recovery.sweep();
    assert.equal((await recovery.find(match)).at, 'elsewhere');
    assert.equal((await server.store.find(match))?.owner, 'dead');
  });
});
