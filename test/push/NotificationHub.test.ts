import assert from 'node:assert/strict';
import type { HubSession, PushSocket } from '../../src/push/HubSession.ts';
import type { NewNotification, ReceiptLists } from '../../src/push/Notifications.ts';
import { Receipts } from '../../src/push/Receipts.ts';
import { fakeNotifications } from './fakeNotifications.ts';
import { FakeStore } from './fakeStore.ts';

const log = { warn() {} };

/** A socket that keeps what it is sent. */
class FakeSocket implements PushSocket {
  readonly player: string;
  readonly told: { type: string; payload: Record<string, unknown> }[] = [];
  bytes = 0;

  constructor(player: string) {
    this.player = player;
  }

  send(type: string, payload: unknown): void {
    this.told.push({ type, payload: payload as Record<string, unknown> });
  }

  write(frame: Uint8Array): void {
    const [type, payload] = JSON.parse(new TextDecoder().decode(frame));
    this.send(type, payload);
  }

  unsent(): number {
    return this.bytes;
  }

  seqs(): number[] {
    return this.told.filter(({ type }) => type === 'notification').map(({ payload }) => Number(payload.seq));
  }

  of(type: string): Record<string, unknown>[] {
    return this.told.filter((one) => one.type === type).map(({ payload }) => payload);
  }
}

/** A process: its hub and what is around it. */
const processOn = (store: FakeStore, clock: { now: number }) => fakeNotifications(store, () => clock.now);

describe('the notification hub', () => {
  let clock: { now: number };
  let store: FakeStore;
  let here: ReturnType<typeof processOn>;
  beforeEach(() => {
    clock = { now: 1_000_000 };
    store = new FakeStore();
    here = processOn(store, clock);
  });

  async function send(change: Partial<NewNotification> = {}): Promise<number> {
    const wanted = { audience: { all: true }, title: 'Hello', ...change } as NewNotification;
    const { notification } = await here.notifications.send('operator', wanted);
    await here.hub.wake();
    return notification.seq;
  }
  /** A client says something, and is answered. */
  async function says(player: string, lists: ReceiptLists, session: HubSession): Promise<void> {
    const said = here.notifications.receive(player, lists, session);
    await here.receipts.flush();
    await said;
  }
  async function socketOf(player: string, known: { epoch: string; after: number } | null = null) {
    const socket = new FakeSocket(player);
    const session = await here.notifications.attach(socket, known);
    return { socket, session };
  }

  it('tells those for whom it is, in the order of their numbers', async () => {
    const ada = await socketOf('ada');
    const bob = await socketOf('bob');
    await send();
    await send({ audience: { player: 'ada' } });
    await send({ audience: { match: 'm' } });
    await send({ audience: { topic: 'news' } });
    assert.deepEqual(ada.socket.seqs(), [1, 2, 3, 4]);
    assert.deepEqual(bob.socket.seqs(), [1, 3, 4]);
    assert.deepEqual(
      ada.socket.of('notification').map(({ topic, epoch }) => [topic, epoch]),
      [
        ['announcements', 'one'],
        ['you', 'one'],
        ['match', 'one'],
        ['news', 'one'],
      ],
    );
  });

  it('tells what another process accepted, when it looks', async () => {
    const there = processOn(store, clock);
    const { socket } = await socketOf('ada');
    await there.notifications.send('operator', { audience: { all: true }, title: 'Hi' });
    assert.deepEqual(socket.seqs(), []);
    await here.hub.wake();
    assert.deepEqual(socket.seqs(), [1]);
  });

  it('goes on where it was when the store was away', async () => {
    const { socket } = await socketOf('ada');
    store.failing = true;
    await assert.rejects(here.hub.wake());
    store.failing = false;
    await send();
    await send();
    assert.deepEqual(socket.seqs(), [1, 2]);
  });

  it('tells who comes back what they missed, once, and then what comes', async () => {
    for (let i = 0; i < 60; i++) await send({ audience: { player: 'ada' }, title: `${i}` });
    clock.now += 91_000;
    const { socket } = await socketOf('ada', { epoch: 'one', after: 5 });
    const [page] = socket.of('notifications');
    const items = (page?.items ?? []) as { seq: number }[];
    assert.deepEqual([items[0]?.seq, items.length, page?.more], [6, 50, true]);
    assert.deepEqual([page?.cursor, page?.reset], [55, false]);
    await send({ audience: { player: 'ada' } });
    assert.deepEqual(socket.seqs(), [61], 'and nothing of before');
  });

  it('tells who comes back what was overtaken and never confirmed, though they know a later one', async () => {
    const { session, socket } = await socketOf('ada');
    const write = here.fanout.send;
    here.fanout.send = async () => 0;
    await send({ priority: 'low' });
    here.fanout.send = write;
    await send({ priority: 'urgent' });
    await says('ada', { received: [2] }, session);
    assert.deepEqual(socket.seqs(), [2]);
    here.notifications.detach(session);
    const known = { epoch: 'one', after: 2 };
    const told = async () => (await socketOf('ada', known)).socket.of('notifications')[0];
    const seqs = (page: Record<string, unknown> | undefined) =>
      ((page?.items ?? []) as { seq: number }[]).map(({ seq }) => seq);
    const first = await told();
    assert.deepEqual([seqs(first), first?.cursor, first?.more], [[1], 2, false]);
    clock.now += 91_000;
    assert.deepEqual(seqs(await told()), [], 'what is not new was told, or is in the list');
  });

  it('tells who comes back that there is more where very much was overtaken', async () => {
    for (let i = 0; i < 60; i++) await send({ audience: { player: 'ada' }, priority: 'high' });
    const { socket } = await socketOf('ada', { epoch: 'one', after: 60 });
    const [page] = socket.of('notifications');
    assert.deepEqual([page?.cursor, page?.more, page?.reset], [50, true, false]);
    const rest = await here.hub.page('ada', { epoch: 'one', after: 50 });
    assert.deepEqual([rest.items[0]?.seq, rest.items.at(-1)?.seq, rest.more], [51, 60, false]);
  });

  it('says that something was left out before it tells what comes later', async () => {
    const { socket } = await socketOf('ada');
    for (let i = 0; i < 13; i++) await send();
    assert.deepEqual(socket.of('notifications_behind'), []);
    await send({ priority: 'high' });
    const [told, last] = socket.told.slice(-2);
    assert.deepEqual([told?.type, told?.payload.cursor, last?.payload.seq], ['notifications_behind', 10, 14]);
    await send({ priority: 'high' });
    here.hub.tick();
    assert.equal(socket.of('notifications_behind').length, 1, 'once');
  });

  it('goes on where a session was that comes back', async () => {
    const first = await socketOf('ada');
    await send();
    await send();
    await says('ada', { received: [1] }, first.session);
    const was = here.notifications.detach(first.session);
    assert.deepEqual(was, { epoch: 'one', after: 1 });
    await send();
    assert.deepEqual(first.socket.seqs(), [1, 2]);
    const seqs = (socket: FakeSocket) =>
      socket.of('notifications').map(({ items }) => (items as { seq: number }[]).map(({ seq }) => seq));
    const second = await socketOf('ada', was);
    assert.deepEqual(seqs(second.socket), [[2, 3]]);
    assert.deepEqual(here.notifications.detach(second.session), was, 'a page that may be lost, too');
    const other = processOn(store, clock);
    const third = new FakeSocket('ada');
    await other.notifications.attach(third, 'unknown');
    assert.deepEqual(seqs(third), [[2, 3]], 'in a process that knows nothing of it');
  });

  it('goes on before what waits to be written to a session that goes', async () => {
    const { session } = await socketOf('ada');
    let written = (_: number) => {};
    here.fanout.send = () => new Promise((done) => (written = done));
    await send();
    assert.deepEqual(here.notifications.detach(session), { epoch: 'one', after: 0 });
    written(1);
  });

  it('says so when it cannot tell what is missing', async () => {
    await send();
    await send();
    for (const known of [
      { epoch: 'another', after: 1 },
      { epoch: 'one', after: 3 },
    ]) {
      const { socket } = await socketOf('ada', known);
      const [page] = socket.of('notifications');
      assert.deepEqual([page?.reset, page?.items, page?.cursor], [true, [], 2]);
    }
    store.forgottenSeq = 2;
    assert.equal(
      (await socketOf('ada', { epoch: 'one', after: 1 })).socket.of('notifications')[0]?.reset,
      true,
    );
    assert.equal(
      (await socketOf('ada', { epoch: 'one', after: 2 })).socket.of('notifications')[0]?.reset,
      false,
    );
    assert.equal(
      (await socketOf('ada', { epoch: 'one', after: 0 })).socket.of('notifications')[0]?.reset,
      false,
    );
  });

  it('tells everybody to begin anew when the database is another', async () => {
    const { socket } = await socketOf('ada');
    await send();
    store.epoch = 'two';
    store.all = [];
    await here.hub.wake();
    assert.equal(socket.of('notifications')[0]?.reset, true);
    await send();
    assert.deepEqual(socket.seqs(), [1, 1]);
  });

  it('tells live what comes after the list was put back', async () => {
    const { socket } = await socketOf('ada');
    for (let i = 0; i < 3; i++) await send();
    store.all.length = 1;
    await here.hub.wake();
    assert.equal(socket.of('notifications')[0]?.reset, true);
    assert.equal(await send(), 2);
    assert.deepEqual(socket.seqs(), [1, 2, 3, 2]);
    clock.now += 6000;
    here.hub.tick();
    assert.deepEqual(socket.seqs().slice(4), [2], 'what was sent before means something else by now');
  });

  it('says that one is behind where too much waits to be written', async () => {
    const { socket } = await socketOf('ada');
    await send();
    const write = here.fanout.send;
    here.fanout.send = async () => 0;
    await send({ priority: 'low' });
    await new Promise((resolve) => setImmediate(resolve));
    here.fanout.send = write;
    here.hub.tick();
    assert.deepEqual(socket.of('notifications_behind'), [{ cursor: 1 }]);
  });

  it('sends again what was not confirmed, after 5, 15 and 60 s, and then leaves it to the inbox', async () => {
    const { socket, session } = await socketOf('ada');
    await send();
    const at: number[] = [];
    for (let second = 1; second <= 200; second++) {
      clock.now += 1000;
      const before = socket.seqs().length;
      here.hub.tick();
      if (socket.seqs().length > before) at.push(second);
    }
    assert.deepEqual(at, [5, 20, 80]);
    await send();
    await says('ada', { received: [2] }, session);
    clock.now += 6000;
    here.hub.tick();
    assert.deepEqual(socket.seqs().slice(-1), [2]);
    assert.equal(socket.seqs().filter((seq) => seq === 2).length, 1);
    assert.deepEqual(
      store.received.map(({ seq, player, receipt }) => [seq, player, receipt]),
      [[2, 'ada', 'delivered']],
    );
  });

  it('knows how long it took until a client that was told live had it, once', async () => {
    const { session } = await socketOf('ada');
    const other = await socketOf('ada');
    await send({ priority: 'high' });
    clock.now += 40;
    await says('ada', { received: [1] }, session);
    clock.now += 500;
    await says('ada', { received: [1], seen: [1] }, other.session);
    assert.deepEqual(here.confirmed, [['high', 40]]);
  });

  it('tells a slow one only what is important, and that it is behind once it reads again', async () => {
    const { socket } = await socketOf('ada');
    await send();
    socket.bytes = 70_000;
    await send();
    await send({ priority: 'high' });
    assert.deepEqual(socket.seqs(), [1, 3]);
    assert.deepEqual(socket.of('notifications_behind'), [{ cursor: 1 }], 'a later one says nothing of it');
    await send();
    here.hub.tick();
    assert.equal(socket.of('notifications_behind').length, 1);
    socket.bytes = 0;
    here.hub.tick();
    here.hub.tick();
    assert.deepEqual(socket.of('notifications_behind'), [{ cursor: 1 }, { cursor: 3 }]);
  });

  it('shows no more than ten a minute that are not important', async () => {
    const { socket, session } = await socketOf('ada');
    for (let i = 0; i < 14; i++) await send();
    await send({ priority: 'urgent' });
    assert.deepEqual(socket.seqs(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15]);
    here.hub.tick();
    assert.deepEqual(socket.of('notifications_behind'), [{ cursor: 10 }]);
    await says('ada', { received: socket.seqs() }, session);
    clock.now += 60_000;
    await send();
    assert.equal(socket.seqs().at(-1), 16);
  });

  it('sends nothing live to who confirms nothing, beyond a bound', async () => {
    const { socket, session } = await socketOf('ada');
    for (let i = 0; i < 300; i++) await send({ priority: 'high' });
    assert.equal(socket.seqs().length, 256);
    here.hub.tick();
    assert.deepEqual(socket.of('notifications_behind'), []);
    await says('ada', { received: [1, 2, 3] }, session);
    here.hub.tick();
    assert.deepEqual(socket.of('notifications_behind'), [{ cursor: 256 }]);
  });

  it('names the lowest that is missing, whatever was missed first', async () => {
    const { socket } = await socketOf('ada');
    const write = here.fanout.send;
    let refuse = (_: number) => {};
    here.fanout.send = () => new Promise((done) => (refuse = done));
    await send({ priority: 'low' });
    here.fanout.send = write;
    for (let i = 0; i < 12; i++) await send();
    refuse(0);
    await new Promise((resolve) => setImmediate(resolve));
    here.hub.tick();
    assert.deepEqual(socket.of('notifications_behind'), [{ cursor: 0 }]);
  });

  it('holds back until it is known what one mutes, and finds out what another process was told', async () => {
    store.muted.set('ada', ['news']);
    await send({ priority: 'low' });
    store.failing = true;
    const { socket } = await socketOf('ada', { epoch: 'one', after: 1 });
    store.failing = false;
    await send({ audience: { topic: 'news' } });
    await send({ audience: { topic: 'news' }, priority: 'urgent' });
    here.hub.tick();
    assert.deepEqual(socket.seqs(), [3]);
    await here.hub.readMuted();
    here.hub.tick();
    assert.deepEqual(socket.of('notifications_behind'), [{ cursor: 1 }]);
    await send({ audience: { topic: 'news' } });
    assert.deepEqual(socket.seqs(), [3]);
    store.muted.set('ada', []);
    await here.hub.readMuted();
    await here.hub.readMuted();
    await send({ audience: { topic: 'news' } });
    assert.deepEqual(socket.seqs(), [3, 5], 'its word was lost');
  });

  it('sends nothing again that expired, nor what waited until then', async () => {
    const { socket } = await socketOf('ada');
    await send({ ttlS: 4 });
    let write = () => {};
    here.fanout.send = async (_, receivers, frame) => {
      write = () => receivers.forEach((one) => void one.write(frame));
      return receivers.length;
    };
    await send({ ttlS: 4 });
    clock.now += 6000;
    write();
    here.hub.tick();
    write();
    assert.deepEqual(socket.seqs(), [1]);
    assert.deepEqual(socket.of('notifications_behind'), []);
  });

  it('sends nothing again to who says that they have it, though that cannot be stored', async () => {
    const { socket, session } = await socketOf('ada');
    await send();
    store.failing = true;
    const said = assert.rejects(here.notifications.receive('ada', { received: [1] }, session));
    await here.receipts.flush();
    await said;
    clock.now += 6000;
    here.hub.tick();
    assert.deepEqual(socket.seqs(), [1]);
  });

  it('writes in slices whatever goes to many', async () => {
    const sent: [lane: string, receivers: number][] = [];
    const sockets = await Promise.all(Array.from({ length: 40 }, (_, i) => socketOf(`p${i}`)));
    const write = here.fanout.send.bind(here.fanout);
    here.fanout.send = (lane, receivers, frame) => {
      sent.push([lane, receivers.length]);
      return write(lane, receivers, frame);
    };
    await send();
    clock.now += 6000;
    here.hub.tick();
    store.epoch = 'two';
    store.all = [];
    await here.hub.wake();
    assert.deepEqual(sent, [
      ['normal', 40],
      ['normal', 40],
      ['urgent', 40],
    ]);
    for (const { socket } of sockets) assert.equal(socket.of('notifications')[0]?.reset, true);
  });

  it('shows no more than ten a minute to a player, over all their sessions, also after a new one', async () => {
    const first = await socketOf('ada');
    const second = await socketOf('ada');
    for (let i = 0; i < 12; i++) await send();
    for (const { socket } of [first, second]) assert.equal(socket.seqs().length, 10);
    here.notifications.detach(first.session);
    here.notifications.detach(second.session);
    const third = await socketOf('ada');
    await send();
    assert.deepEqual(third.socket.seqs(), []);
  });

  it('does not tell what one muted, unless it is urgent', async () => {
    store.muted.set('ada', ['news']);
    const { socket } = await socketOf('ada');
    await send({ audience: { topic: 'news' } });
    await send({ audience: { topic: 'news' }, priority: 'urgent' });
    assert.deepEqual(socket.seqs(), [2]);
    await here.notifications.muteTopics('ada', []);
    await send({ audience: { topic: 'news' } });
    assert.deepEqual(socket.seqs(), [2, 3]);
  });

  it('counts a player once, however many sessions they have, over all processes and after a restart', async () => {
    await socketOf('ada');
    const confirming = await socketOf('ada');
    await socketOf('bob');
    const there = processOn(store, clock);
    const seq = await send({ audience: { player: 'ada' } });
    await says('ada', { received: [seq] }, confirming.session);
    const all = await send();
    await here.hub.count();
    assert.deepEqual([...store.written.keys()], [seq], 'the others may be confirmed yet');
    clock.now += 2000;
    store.failing = true;
    await assert.rejects(here.hub.count());
    store.failing = false;
    await here.hub.count();
    assert.deepEqual([...(store.written.get(all) ?? [])], ['ada', 'bob']);
    await there.notifications.attach(new FakeSocket('ada'), { epoch: 'one', after: 0 });
    await there.notifications.attach(new FakeSocket('cem'), { epoch: 'one', after: 0 });
    await there.notifications.latest('ada', null);
    await there.hub.count(true);
    assert.deepEqual(
      store.noted.map((one) => [one.seq, one.player]),
      ['ada', 'bob', 'cem'].map((player) => [all, player]),
      'nobody that the store knows',
    );
    assert.deepEqual(here.counted.concat(there.counted), [
      ['sent', 'player', 1],
      ['sent', 'all', 1],
      ['sent', 'all', 1],
      ['sent', 'all', 1],
    ]);
  });

  it('tells the other sessions of a player what was seen', async () => {
    const phone = await socketOf('ada');
    const laptop = await socketOf('ada');
    const bob = await socketOf('bob');
    await send();
    await says('ada', { seen: [1], archived: [1] }, phone.session);
    assert.deepEqual(laptop.socket.of('notification_state'), [{ seen: [1], acted: [], archived: [1] }]);
    assert.deepEqual(phone.socket.of('notification_state'), []);
    assert.deepEqual(bob.socket.of('notification_state'), []);
  });

  it('lets nobody wait for what is there, and wakes who waits', async () => {
    const wait = <T>(work: () => Promise<T>) => work();
    const page = here.notifications.page('ada', { epoch: 'one', after: 0 }, 25_000, wait);
    await send({ audience: { player: 'bob' } });
    await send({ audience: { player: 'ada' } });
    assert.deepEqual(
      (await page).items.map(({ seq }) => seq),
      [2],
    );
    const again = await here.notifications.page('ada', { epoch: 'one', after: 0 }, 25_000, wait);
    assert.equal(again.items.length, 1);
    const none = await here.notifications.page('ada', { epoch: 'one', after: 2 }, 0, wait);
    assert.deepEqual([none.items, none.cursor, none.reset], [[], 2, false]);
  });

  it('is not there any more for a session that has gone', async () => {
    const { socket, session } = await socketOf('ada');
    here.notifications.detach(session);
    await send();
    assert.deepEqual(socket.seqs(), []);
  });

  it('does not tell what expired before it was read', async () => {
    const { socket } = await socketOf('ada');
    await here.notifications.send('operator', { audience: { all: true }, title: 'Now', ttlS: 1 });
    await here.hub.wake();
    clock.now += 2000;
    const other = processOn(store, clock);
    const late = new FakeSocket('bob');
    await other.notifications.attach(late, null);
    await other.hub.wake();
    assert.deepEqual(late.seqs(), []);
    assert.equal(socket.seqs().length, 1, 'who was told at once has it');
  });
});

describe('the acceptance of notifications', () => {
  it('stores what comes at once together, and one that is broken harms no other', async () => {
    const store = new FakeStore();
    const { notifications } = processOn(store, { now: 1 });
    const titles = ['a', 'broken', 'b'];
    const sent = await Promise.allSettled(
      titles.map((title) => notifications.send('operator', { audience: { player: 'ada' }, title })),
    );
    assert.deepEqual(
      sent.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(
      store.all.map(({ title }) => title),
      ['a', 'b'],
    );
    assert.equal(store.batches[0], 3);
  });
});

describe('receipts', () => {
  const one = { seq: 1, player: 'ada', receipt: 'seen', at: 1 } as const;

  it('are answered once they are stored, each for itself', async () => {
    const store = new FakeStore();
    const receipts = new Receipts({ store, log, stored() {} });
    const answered: string[] = [];
    const said = ['a', 'b'].map((name) => receipts.add('ada', [one, one]).then(() => answered.push(name)));
    await Promise.resolve();
    assert.deepEqual(answered, []);
    await receipts.flush();
    await Promise.all(said);
    assert.deepEqual([answered, store.received.length], [['a', 'b'], 1], 'the same is stored once');
    await receipts.add('ada', []);
  });

  it('wait while the store is away, and are not taken beyond a bound', async () => {
    const store = new FakeStore();
    store.failing = true;
    const receipts = new Receipts({ store, log, stored() {} });
    for (let again = 0; again < 3; again++) {
      const said = assert.rejects(receipts.add('ada', [one]), { code: 'retry_later' });
      await receipts.flush();
      await said;
    }
    assert.equal(receipts.waiting, 1, 'who says it again adds nothing');
    const many = (player: string, count: number) =>
      Array.from({ length: count }, (_, i) => ({ ...one, player, seq: i + 1 }));
    const kept: Promise<unknown>[] = [];
    for (let i = 0; i < 24; i++) kept.push(receipts.add(`p${i}`, many(`p${i}`, 2000)).catch(() => {}));
    await assert.rejects(receipts.add('p0', [one]), { code: 'retry_later' }, 'nobody fills it alone');
    await assert.rejects(receipts.add('bob', many('bob', 2000)), { code: 'retry_later' });
    assert.ok(receipts.waiting > 45_000);
    await receipts.flush();
    await Promise.all(kept);
    store.failing = false;
    const later = receipts.add('p0', [one]);
    await receipts.flush();
    await later;
    assert.deepEqual([receipts.waiting, store.received.length], [0, 48_001]);
  });
});
