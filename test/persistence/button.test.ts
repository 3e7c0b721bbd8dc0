import assert from 'node:assert/strict';
import { erasePlayer } from '../../src/persistence/postgres/erasePlayer.ts';
import type { ButtonAnswer } from '../../src/protocol/button.ts';
import { faceOf } from '../../src/protocol/face.ts';
import { COUNTDOWN_MS } from '../button/fakeButton.ts';
import { openWorld, PAIRS, type Process, type World } from './buttonFixtures.ts';

for (const [order, database] of PAIRS) {
  describe(`the button in ${order}, over the ${database}`, function () {
    this.timeout(180_000);
    let world: World;
    let one: Process;
    let other: Process;
    let ada: string;
    let bob: string;
    beforeEach(async () => {
      world = await openWorld(order, database);
      [one, other] = [await world.process(), await world.process()];
      [ada, bob] = [await world.player('Ada'), await world.player('Bob')];
      await one.button.look();
    });
    afterEach(() => world?.close());

    const push = (player: string, id: string, seen: number, made_at?: number, by = one) =>
      by.button.push(player, { request_id: id, seen_version: seen, made_at });
    const told = ({ result, version, state }: ButtonAnswer) => [result, version, state.version, state.count];
    /** Knows again how it stands, no matter who looks. */
    async function readBack(by = one): Promise<void> {
      await by.button.look();
      assert.ok(await by.order.head());
    }

    it('begins with nothing, and a push opens a round', async () => {
      const begun = await one.button.state();
      assert.deepEqual({ ...begun, at: 0 }, { epoch: 1, version: 0, at: 0, by: null, ends: 0, count: 0 });
      const { state, ...answer } = await push(ada, 'first', 0);
      assert.deepEqual(answer, { result: 'applied', version: 1, seen_version: 0 });
      const { at, ends, ...rest } = state;
      assert.deepEqual(rest, {
        ...{ epoch: 1, version: 1, count: 1 },
        by: { id: ada, name: `name of ${ada}`, face: faceOf(ada) },
      });
      assert.equal(ends - at, COUNTDOWN_MS);
    });

    it('has one order for all: who was not the first is told so, and counts', async () => {
      assert.deepEqual(told(await push(ada, 'a', 0)), ['applied', 1, 1, 1]);
      assert.deepEqual(told(await push(bob, 'b', 0, undefined, other)), ['applied_late', 2, 2, 2]);
      assert.deepEqual(told(await push(ada, 'a2', 2)), ['applied', 3, 3, 3]);
      assert.deepEqual(
        (await world.rows()).map(({ version, player, request_id }) => [version, player, request_id]),
        [
          [1, ada, 'a'],
          [2, bob, 'b'],
          [3, ada, 'a2'],
        ],
      );
    });

    it('tells every process of each push', async () => {
      const { version } = await push(ada, 'a', 0);
      const state = await other.button.newer({ version: version - 1 }, 25_000, (work) => work());
      assert.deepEqual([state.version, state.by?.id], [1, ada]);
    });

    it('is over after the countdown, but for who saw its last push', async () => {
      await push(ada, 'a', 0);
      await push(ada, 'a2', 1);
      await world.orders.elapse(COUNTDOWN_MS);
      assert.deepEqual(told(await push(bob, 'b', 1)), ['over', 2, 2, 2]);
      assert.deepEqual(told(await push(bob, 'b2', 2)), ['applied', 3, 3, 1], 'a new round');
      assert.deepEqual(told(await push(ada, 'a3', 2)), ['applied_late', 4, 4, 2], 'which others join');
      assert.deepEqual(told(await push(bob, 'b', 4)), ['over', 2, 4, 2], 'what was over stays so');
      assert.deepEqual(one.pushed, ['applied', 'applied', 'over', 'applied', 'applied_late']);
    });

    it('takes a push that was made a while ago, and none that is too old; a lie makes it one of now', async () => {
      const now = await world.orders.now();
      assert.deepEqual(told(await push(ada, 'late', 0, now - 20_000)), ['applied', 1, 1, 1]);
      const { at, ends } = await one.button.state();
      assert.ok(at >= now && ends === at + COUNTDOWN_MS, 'it counts from now on');
      assert.deepEqual(told(await push(ada, 'old', 1, now - 31_000)), ['too_old', 1, 1, 1]);
      assert.deepEqual(told(await push(ada, 'never', 1, 0)), ['too_old', 1, 1, 1]);
      assert.deepEqual(told(await push(ada, 'future', 1, now + 1e9)), ['applied', 2, 2, 2]);
      assert.deepEqual(told(await push(ada, 'fraction', 2, now - 0.5)), ['applied', 3, 3, 3]);
      assert.deepEqual(told(await push(ada, 'old', 3)), ['too_old', 1, 3, 3], 'and stays so');
    });

    it('counts the same request once, and answers it the same', async () => {
      const all = await Promise.all(
        Array.from({ length: 10 }, (_, i) => push(ada, 'same', 0, undefined, i % 2 ? one : other)),
      );
      await push(bob, 'b', 1);
      all.push(await push(ada, 'same', 7, 5));
      const answers = new Set(
        all.map(({ result, version, seen_version: seen }) => `${result} ${version} ${seen}`),
      );
      assert.deepEqual([...answers], ['applied 1 0']);
      assert.deepEqual(told(await push(bob, 'same', 2)), ['applied', 3, 3, 3], 'another player’s is another');
      assert.equal((await world.rows()).length, 3);
      assert.deepEqual([...one.pushed, ...other.pushed].sort(), ['applied', 'applied', 'applied']);
    });

    it('shows a push at once, and answers it when it is stored', async () => {
      one.store.away = true;
      await assert.rejects(push(ada, 'a', 0), { code: 'retry_later', status: 503 });
      await assert.rejects(push(ada, 'a', 0), { code: 'retry_later' });
      assert.equal((await one.button.state()).version, 1);
      assert.deepEqual(await world.rows(), []);
      one.store.away = false;
      assert.deepEqual(told(await push(ada, 'a', 0)), ['applied', 1, 1, 1]);
      assert.equal((await world.rows()).length, 1);
    });

    it('lets nobody wait for long, and stores what nobody waits for', async () => {
      const open = Promise.withResolvers<void>();
      one.store.opened = open.promise;
      const pushing = push(ada, 'a', 0);
      while (one.timers.size === 0) await new Promise(setImmediate);
      for (const late of one.timers) late();
      await assert.rejects(pushing, { code: 'retry_later' });
      open.resolve();
      assert.deepEqual(told(await push(ada, 'a', 0)), ['applied', 1, 1, 1]);
      assert.equal(one.timers.size, 0);
    });

    it('stores what a process left that was killed', async () => {
      one.store.away = true;
      await Promise.allSettled([push(ada, 'a', 0), push(bob, 'b', 0), push(ada, 'a2', 1)]);
      await other.button.storeTail();
      assert.deepEqual(await world.rows(), [], 'who pushed may be storing them');
      await world.orders.elapse(2000);
      await other.button.storeTail();
      assert.deepEqual(
        (await world.rows()).map(({ version }) => version),
        [1, 2, 3],
      );
      assert.deepEqual(await other.order.tail(10), { pushes: [], upTo: null });
      assert.equal((await push(bob, 'b', 0, undefined, other)).version, 2);
      assert.equal((await world.rows()).length, 3);
    });

    it('keeps what is left while the database is away', async () => {
      one.store.away = true;
      await assert.rejects(push(ada, 'a', 0));
      await world.orders.elapse(2000);
      await assert.rejects(one.button.storeTail());
      one.store.away = false;
      await one.button.storeTail();
      assert.equal((await world.rows()).length, 1);
    });

    it('is read back under a new epoch when it is lost, with all that was answered', async () => {
      await push(ada, 'a', 0);
      await push(bob, 'b', 1);
      const { ends } = await one.button.state();
      await world.orders.lose();
      await assert.rejects(push(ada, 'c', 2, undefined, other), { code: 'not_loaded', status: 503 });
      await readBack();
      const state = await one.button.state();
      assert.ok(state.epoch > 1);
      assert.deepEqual([state.version, state.count, state.ends], [2, 2, ends]);
      assert.equal(state.by?.id, bob);
      assert.deepEqual(told(await push(ada, 'a', 9)), ['applied', 1, 2, 2], 'known again');
      assert.deepEqual(told(await push(ada, 'c', 2)), ['applied', 3, 3, 3]);
      assert.equal((await world.rows()).length, 3);
      assert.equal(one.warnings.length, 1);
    });

    it('loses what was shown and not answered when it is lost, and it counts when it is sent again', async () => {
      await push(ada, 'a', 0);
      one.store.away = true;
      await assert.rejects(push(bob, 'b', 1));
      assert.equal((await one.button.state()).version, 2);
      await world.orders.lose();
      await readBack(other);
      one.hub.hear((await other.order.head()) as never);
      assert.deepEqual([(await one.button.state()).epoch, (await one.button.state()).version], [2, 1]);
      one.store.away = false;
      assert.deepEqual(told(await push(bob, 'b', 1)), ['applied', 2, 2, 2]);
    });

    it('stores nothing of an epoch that is over: the same request counts in the next', async () => {
      await push(ada, 'a', 0);
      const open = Promise.withResolvers<void>();
      one.store.opened = open.promise;
      const slow = push(bob, 'b', 1);
      while ((await one.order.head())?.version !== 2) await new Promise(setImmediate);
      await world.orders.lose();
      await readBack(other);
      assert.deepEqual(told(await push(ada, 'c', 1, undefined, other)), ['applied', 2, 2, 2]);
      open.resolve();
      await assert.rejects(slow, { code: 'retry_later' });
      assert.deepEqual(told(await push(bob, 'b', 1)), ['applied_late', 3, 3, 3]);
      assert.deepEqual(
        (await world.rows()).map(({ epoch, version, request_id }) => [epoch, version, request_id]),
        [
          [1, 1, 'a'],
          [2, 2, 'c'],
          [2, 3, 'b'],
        ],
      );
    });

    it('is read back by two processes at once as by one after the other', async () => {
      await push(ada, 'a', 0);
      await world.orders.lose();
      await Promise.all([one.button.look(), other.button.look()]);
      assert.deepEqual(told(await push(ada, 'a', 0)), ['applied', 1, 1, 1]);
      let answer: ButtonAnswer | null = null;
      // What the earlier of the two epochs took is not stored, and taken again.
      while (!answer) answer = await push(bob, 'b', 1).catch(() => one.button.look().then(() => null));
      assert.equal(answer.version, 2);
      assert.equal((await world.rows()).length, 2);
    });

    it('answers what was stored long ago as it is stored, and says that a version is a gap', async () => {
      await push(ada, 'a', 0);
      await world.orders.forgetRequests();
      assert.deepEqual(told(await push(ada, 'a', 1)).slice(0, 2), ['applied', 1]);
      assert.equal(one.warnings.length, 1);
      assert.equal((await push(bob, 'b', 2)).version, 3);
      assert.deepEqual(
        (await world.rows()).map(({ version }) => version),
        [1, 3],
      );
    });

    // What is in memory comes back empty, or not at all.
    const mayRewind = order === 'Redis' ? it : () => {};
    mayRewind('begins a new epoch when it comes back as it was before', async () => {
      await push(ada, 'a', 0);
      await push(bob, 'b', 1);
      await world.orders.rewind();
      await assert.rejects(push(ada, 'c', 1), { code: 'retry_later' }, 'its version is taken');
      await readBack();
      assert.deepEqual(told(await push(ada, 'c', 2)), ['applied', 3, 3, 3]);
      assert.equal((await push(bob, 'b', 9)).version, 2);
      const rows = (await world.rows()).map(({ version, request_id }) => [version, request_id]);
      assert.deepEqual(rows, [
        [1, 'a'],
        [2, 'b'],
        [3, 'c'],
      ]);
    });

    mayRewind('begins it without a push too, and after the round', async () => {
      await push(ada, 'a', 0);
      await push(bob, 'b', 1);
      await world.orders.rewind();
      await world.orders.elapse(COUNTDOWN_MS);
      await readBack(other);
      const head = await other.order.head();
      assert.deepEqual([head?.epoch, head?.version, head?.by], [2, 2, bob]);
      await world.orders.rewind();
      await world.orders.elapse(COUNTDOWN_MS);
      await assert.rejects(push(ada, 'c', 2, undefined, other), { code: 'retry_later' });
      await readBack(other);
      assert.equal((await push(ada, 'c', 2, undefined, other)).state.epoch, 3, 'as if never asked for');
    });

    it('stores the others of a group when one cannot be stored', async () => {
      const answers = await Promise.allSettled([
        push(ada, 'a', 0),
        push('nobody', 'bad', 0),
        push(bob, 'b', 0),
        push(ada, 'a2', 0),
      ]);
      assert.deepEqual(
        answers.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
      );
      const stored = (await world.rows()).map(({ version }) => version);
      assert.equal(stored.length, 3);
      await world.orders.elapse(2000);
      await one.button.storeTail();
      assert.equal((await one.order.tail(10)).upTo, null, 'and is not tried for ever');
    });

    it('keeps the closest calls, the longest rounds, and what each has done', async () => {
      await push(ada, 'a', 0);
      await world.orders.elapse(59_000);
      await push(bob, 'b', 1);
      await world.orders.elapse(30_000);
      await push(ada, 'a2', 2);
      await push(ada, 'a2', 2);
      await world.orders.elapse(COUNTDOWN_MS);
      await push(bob, 'b2', 3);
      const { closest, longest, me } = await one.button.records(bob);
      assert.deepEqual(
        closest.map(({ by, left_ms }) => [by.name, Math.round(left_ms / 1000)]),
        [
          ['Bob', 1],
          ['Ada', 30],
        ],
      );
      if (order === 'memory')
        assert.deepEqual(
          longest.map(({ duration_ms, count }) => [duration_ms / 1000, count]),
          [
            [149, 3],
            [60, 1],
          ],
        );
      assert.deepEqual([me?.pushes, Math.round((me?.left_ms ?? 0) / 1000)], [2, 1]);
      assert.equal((await one.button.records(ada)).me?.pushes, 2);
      assert.equal((await one.button.records(null)).me, null);

      await erasePlayer(world.database, bob, 0);
      const after = await one.button.records(bob);
      assert.equal(after.me, null);
      assert.deepEqual(after.closest[0]?.by, { id: bob, name: 'Deleted player', face: faceOf(bob) });
    });

    it('forgets pushes after a while, but never the newest', async () => {
      for (const i of [0, 1, 2]) await push(ada, `${i}`, i);
      await one.store.sweep(Date.now() - 24 * 3_600_000);
      assert.equal((await world.rows()).length, 3);
      await one.store.sweep((await world.orders.now()) + 1000);
      assert.deepEqual(
        (await world.rows()).map(({ version }) => version),
        [3],
      );
      await world.orders.lose();
      await readBack();
      assert.equal((await push(ada, 'next', 3)).version, 4);
    });

    it('forgets in one sweep all that came since the one before, however many statements that takes', async () => {
      await push(ada, 'new', 0);
      await world.database.query(
        `INSERT INTO button_pushes (epoch, version, player, request_id, at, seen, ends, count, started_at)
          SELECT 0, i, $1, 'old ' || i, now() - interval '2 days', 0, now() - interval '2 days', 1,
            now() - interval '2 days' FROM generate_series(1, 6500) AS i`,
        [ada],
      );
      await one.store.sweep(Date.now() - 24 * 3_600_000);
      assert.equal((await world.rows()).length, 1);
    });
  });
}
