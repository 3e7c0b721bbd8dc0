import assert from 'node:assert/strict';
import { Problem } from '../../src/lib/problem.ts';
import { fakeButton } from './fakeButton.ts';

describe('Button', () => {
  it('lets a player push so often, and others all the same', async () => {
    const clock = { now: 1e6 };
    const { button, order, pushed } = fakeButton({ now: () => clock.now, rateFactor: 1 });
    await button.look();
    let pushes = 0;
    const push = (player: string) =>
      button.push(player, { request_id: `${++pushes}`, seen_version: pushes - 1 });
    for (let i = 0; i < 10; i++) await push('ada');
    await assert.rejects(push('ada'), (error) => {
      assert.ok(error instanceof Problem);
      assert.deepEqual([error.code, error.status, error.details.retry_after_ms], ['rate_limited', 429, 200]);
      return true;
    });
    assert.equal((await order.head())?.version, 10);
    assert.equal(pushed.at(-1), 'refused');
    await push('bob');
    clock.now += 200;
    await push('ada');
    await assert.rejects(push('ada'), { code: 'rate_limited' });
  });

  it('counts what a player pushes in other processes', async () => {
    const { button, spent } = fakeButton({ now: () => 1e6, rateFactor: 1 });
    await button.look();
    button.charge('ada', 9);
    await button.push('ada', { request_id: '1', seen_version: 0 });
    await assert.rejects(button.push('ada', { request_id: '2', seen_version: 1 }), { code: 'rate_limited' });
    assert.deepEqual(spent, ['ada'], 'what the others are told');
    await button.push('bob', { request_id: '1', seen_version: 1 });
  });

  /** The button after pushes, the last of them stored or not; then its order comes back as it was before that one. */
  async function rewound({ stored }: { stored: boolean }) {
    const clock = { now: 1e6 };
    const world = fakeButton({ now: () => clock.now });
    const { button, hub, order, store } = world;
    await button.look();
    const push = (player: string, request_id: string, seen_version: number) =>
      button.push(player, { request_id, seen_version });
    await push('ada', 'a', 0);
    const old = fakeButton({ now: () => clock.now });
    await old.order.begin({ epoch: 1, newest: store.pushes[0] ?? null, recent: store.pushes });
    store.away = !stored;
    await push('ada', 'a2', 1).catch(() => {});
    store.away = false;
    assert.equal(hub.head?.version, 2);
    for (const name of ['head', 'push', 'begin', 'disown', 'forget'] as const)
      Object.assign(order, { [name]: (old.order[name] as (...args: unknown[]) => unknown).bind(old.order) });
    return { ...world, clock, push };
  }

  for (const over of [false, true])
    for (const stored of [true, false]) {
      const when = `${over ? 'after the round' : 'in the round'}, the last push ${stored ? '' : 'not '}stored`;
      it(`finds by looking that the order came back as it was before: ${when}`, async () => {
        const { button, hub, clock, push } = await rewound({ stored });
        if (over) clock.now += 61_000;
        await button.look();
        assert.deepEqual([hub.head?.epoch, hub.head?.version], [2, stored ? 2 : 1]);
        assert.equal((await push('bob', 'b', stored ? 2 : 1)).result, 'applied');
      });

      it(`finds by a push that the order came back as it was before: ${when}`, async () => {
        const { button, hub, clock, push } = await rewound({ stored });
        if (over) clock.now += 61_000;
        await assert.rejects(push('bob', 'b', 2), { code: 'retry_later' });
        await button.look();
        assert.deepEqual([hub.head?.epoch, hub.head?.version], [2, stored ? 2 : 1]);
        assert.equal((await push('bob', 'b', stored ? 2 : 1)).result, 'applied', 'as if never asked for');
      });
    }

  it('shows the push that took the place of one that was shown and lost', async () => {
    const { button, hub, order, store, clock } = await rewound({ stored: false });
    clock.now += 1000;
    const ordered = await order.push({ player: 'bob', request: 'b', seen: 1, madeAt: null });
    assert.ok(ordered && 'taken' in ordered);
    await store.store([ordered.taken]);
    await button.look();
    const { epoch, version, by } = hub.head ?? {};
    assert.deepEqual([epoch, version, by], [2, 2, 'bob']);
  });

  it('believes no player that there was more', async () => {
    const { button, hub, clock } = await rewound({ stored: true });
    await button.look();
    clock.now += 61_000;
    const { result, state } = await button.push('eve', { request_id: 'e', seen_version: 99 });
    assert.deepEqual([result, state.epoch, hub.head?.epoch], ['over', 2, 2]);
  });

  it('says that the order is away', async () => {
    const { button } = fakeButton({
      order: {
        push: async () => {
          throw new Error('Command timed out');
        },
      } as never,
    });
    await assert.rejects(button.push('ada', { request_id: 'a', seen_version: 0 }), { code: 'retry_later' });
  });
});
