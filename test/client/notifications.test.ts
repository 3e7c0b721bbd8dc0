import assert from 'node:assert/strict';
import type { InTurn } from '../../client/inTurn.ts';
import { type KeyValue, memoryStorage } from '../../client/KeyValue.ts';
import { Notifications, type NotificationView } from '../../client/Notifications.ts';
import { ParlorError } from '../../client/ParlorError.ts';
import { Random } from '../../src/lib/random.ts';
import type { NotificationsMessage } from '../../src/protocol/notifications.ts';
import { settle } from './support/happens.ts';
import { ManualClock } from './support/ManualClock.ts';

const START = Date.UTC(2026, 0, 1);

function item(seq: number, more: Partial<NotificationView> = {}): NotificationView {
  return {
    ...{ seq, id: `id ${seq}`, epoch: 'one', topic: 'news', priority: 'normal', title: `${seq}`, body: '' },
    data: {},
    created_at: new Date(START + seq).toISOString(),
    expires_at: new Date(START + 1e9).toISOString(),
    ...{ seen_at: null, acted_at: null, archived_at: null },
    ...more,
  };
}
const page = (items: NotificationView[], more: Partial<NotificationsMessage> = {}): NotificationsMessage => ({
  ...{ epoch: 'one', items, cursor: items.at(-1)?.seq ?? 0, more: false, reset: false },
  ...more,
});

/**
 * A tab: its notifications, what it showed, said and asked.
 * @param inTurn how tabs of one browser wait for each other
 */
function tab(
  storage: KeyValue = memoryStorage(),
  up = true,
  random = () => 0.5,
  inTurn: InTurn = (work) => work(),
) {
  const clock = new ManualClock();
  const shown: number[] = [];
  const said: [string, unknown][] = [];
  const asked: string[] = [];
  const answers: NotificationsMessage[] = [];
  /** Why what is said next over the socket is not stored. */
  const failures: Error[] = [];
  const http = {
    serverTime: { ahead: START + 1000 - clock.now() },
    async get(path: string) {
      asked.push(path);
      const answer = answers.shift() ?? page([]);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    async post(path: string, body: unknown) {
      said.push([path, body]);
    },
    async send(method: string, path: string, { body }: { body: unknown }) {
      said.push([`${method} ${path}`, body]);
    },
  };
  const notifications = new Notifications({
    http: http as never,
    storage,
    clock,
    random,
    inTurn,
    tell(type, payload) {
      if (!up) return null;
      said.push([type, payload.seqs]);
      const failure = failures.shift();
      return failure ? Promise.reject(failure) : Promise.resolve();
    },
  });
  notifications.on('notification', ({ seq }) => shown.push(seq));
  notifications.become('ada');
  const hear = (type: string, payload: unknown) => notifications.hear({ type, payload } as never);
  return { notifications, clock, shown, said, asked, answers, failures, hear, storage };
}

describe('the notifications of a client', () => {
  it('are confirmed at once when the client closes, and never again', async () => {
    const { notifications, clock, said, hear, failures } = tab();
    failures.push(new ParlorError('unreachable', 'Gone.'));
    hear('notification', item(1));
    notifications.close();
    assert.deepEqual(said, [['received', [1]]]);
    hear('notification', item(2));
    await settle();
    assert.equal(clock.pending, 0, 'nothing is tried again');
  });

  it('are shown once, whatever comes twice, and confirmed together', () => {
    const { notifications, clock, shown, said, hear } = tab();
    hear('notification', item(1));
    hear('notification', item(1));
    hear('notification', item(2));
    assert.deepEqual(shown, [1, 2]);
    assert.deepEqual(
      notifications.items.map(({ seq }) => seq),
      [2, 1],
    );
    assert.equal(notifications.unread, 2);
    clock.advance(1200);
    assert.deepEqual(said, [['received', [1, 2]]]);
  });

  it('are asked for again where one of a lower number may have been overtaken and lost', () => {
    const { notifications, clock, hear } = tab();
    hear('notifications', page([], { cursor: 4 }));
    hear('notification', item(7));
    assert.deepEqual(notifications.known, { epoch: 'one', after: 4 });
    clock.advance(60_000);
    hear('notification', item(6));
    clock.advance(30_000);
    hear('notification', item(9));
    assert.deepEqual(notifications.known, { epoch: 'one', after: 7 });
    for (let seq = 10; seq < 310; seq++) hear('notification', item(seq));
    assert.deepEqual(notifications.known, { epoch: 'one', after: 9 }, 'only so much is told twice');
    hear('notifications', page([], { cursor: 400 }));
    assert.deepEqual(notifications.known, { epoch: 'one', after: 400 });
  });

  it('are confirmed again until the server says that it is stored, but not for somebody else', async () => {
    const { notifications, clock, said, failures, hear } = tab();
    failures.push(new Error('the socket closed'), new Error('retry_later'));
    hear('notification', item(1));
    clock.advance(1200);
    await settle();
    hear('notification', item(2));
    clock.advance(5000);
    await settle();
    clock.advance(5000);
    await settle();
    clock.advance(60_000);
    assert.deepEqual(said, [
      ['received', [1]],
      ['received', [2]],
      ['received', [1]],
      ['received', [2]],
    ]);
    failures.push(new Error('the socket closed'));
    hear('notification', item(3));
    clock.advance(1200);
    notifications.become('bob');
    await settle();
    clock.advance(60_000);
    assert.equal(said.length, 5);
  });

  it('are shown in one tab of a browser, and not again on the next visit', () => {
    const one = tab();
    const two = tab(one.storage);
    one.hear('notification', item(1));
    two.hear('notification', item(1));
    assert.deepEqual([one.shown, two.shown], [[1], []]);
    const again = tab(one.storage);
    assert.deepEqual(again.notifications.known, { epoch: 'one', after: 0 });
    again.hear('notifications', page([item(1), item(2)]));
    assert.deepEqual(again.shown, [2]);
  });

  it('are shown by the tab that is looked at, whichever heard first', () => {
    const storage = memoryStorage();
    const later: (() => void)[] = [];
    const hidden = tab(storage, true, undefined, (work) => void later.push(work));
    const visible = tab(storage);
    for (const seq of [1, 2]) hidden.hear('notification', item(seq));
    visible.hear('notification', item(1));
    for (const work of later) work();
    assert.deepEqual([visible.shown, hidden.shown], [[1], [2]], 'what only one heard is shown there');
    visible.hear('notification', item(2));
    hidden.hear('notification', item(1));
    assert.deepEqual([visible.shown, hidden.shown], [[1], [2]]);
  });

  it('that other tabs showed stay known, whichever stored last', () => {
    const one = tab();
    const other = tab(one.storage);
    one.hear('notification', item(1));
    other.hear('notification', item(2));
    one.hear('notifications', page([], { cursor: 2 }));
    other.hear('notifications', page([], { cursor: 2 }));
    const next = tab(one.storage);
    next.hear('notifications', page([item(1), item(2), item(3)]));
    assert.deepEqual(next.shown, [3]);
  });

  it('are counted and listed after a reload, and those of before are not shown again', async () => {
    const { storage, hear } = tab();
    hear('notifications', page([item(1), item(2)]));
    const again = tab(storage);
    assert.equal(again.notifications.loaded, false);
    again.answers.push(
      page([item(4), item(2), item(1, { seen_at: new Date(START).toISOString() })], { cursor: 4, unread: 2 }),
    );
    await Promise.all([again.notifications.begin(), again.notifications.begin()]);
    await again.notifications.begin();
    assert.deepEqual(again.asked, ['/api/v1/notifications'], 'once');
    assert.equal(again.notifications.unread, 2);
    assert.deepEqual(again.shown, [4]);
    assert.deepEqual(again.notifications.known, { epoch: 'one', after: 2 }, 'what came between is asked for');
  });

  it('keep what comes while the list is fetched, and what was said meanwhile', async () => {
    const { notifications, answers, hear } = tab();
    answers.push(page([item(2), item(1)], { cursor: 2, unread: 2 }));
    const loading = notifications.load();
    hear('notification', item(3));
    await notifications.seen([1]);
    await notifications.archive([2]);
    await loading;
    assert.deepEqual(
      notifications.items.map(({ seq, seen_at }) => [seq, seen_at !== null]),
      [
        [3, false],
        [1, true],
      ],
    );
    assert.equal(notifications.unread, 1);
  });

  it('are counted as far back as they go, and listed as far as one wants', async () => {
    const { notifications, answers, asked, hear } = tab();
    answers.push(page([item(9), item(8)], { cursor: 9, more: true, unread: 5 }));
    await notifications.load();
    assert.deepEqual([notifications.unread, notifications.hasOlder], [5, true]);
    hear('notification_state', { seen: [7], acted: [], archived: [] });
    hear('notification_state', { seen: [], acted: [], archived: [7] });
    assert.equal(notifications.unread, 4, 'once');
    hear('notification', item(10));
    assert.equal(notifications.unread, 5);
    answers.push(page([item(7), item(6)], { more: true }));
    await notifications.loadOlder();
    assert.equal(asked.at(-1), '/api/v1/notifications?before=8');
    assert.deepEqual(
      notifications.items.map(({ seq }) => seq),
      [10, 9, 8, 6],
      'one was put away',
    );
    assert.equal(notifications.unread, 5);
    answers.push(page([item(5, { seen_at: new Date(START).toISOString() }), item(4)]));
    await notifications.loadOlder();
    assert.deepEqual([notifications.unread, notifications.hasOlder], [5, false]);
    await notifications.loadOlder();
    assert.equal(asked.at(-1), '/api/v1/notifications?before=6', 'there is nothing more');
  });

  it('are counted once where more are known than are listed', async () => {
    const { notifications, answers, hear } = tab();
    const newest = Array.from({ length: 50 }, (_, n) => item(500 - n));
    answers.push(page(newest, { cursor: 500, more: true, unread: 500 }));
    await notifications.load();
    for (let seq = 1; seq <= 450; seq++) hear('notification', item(seq));
    assert.equal(notifications.unread, 500);
  });

  it('are not counted twice where one came while they were counted', async () => {
    const { notifications, answers, hear } = tab();
    answers.push(page([item(2), item(1)], { cursor: 2, unread: 3 }));
    await notifications.load();
    hear('notification', item(3));
    assert.equal(notifications.unread, 3);
  });

  it('are all seen at once, also those that are not listed', async () => {
    const { notifications, answers, said } = tab();
    answers.push(
      page([item(9), item(8)], { cursor: 9, more: true, unread: 4 }),
      page([item(7), item(6, { seen_at: new Date(START).toISOString() })], { more: true }),
      page([item(5)], { more: true }),
    );
    await notifications.load();
    await notifications.seenAll();
    assert.equal(notifications.unread, 0);
    assert.deepEqual(
      said.filter(([what]) => what === 'seen').map(([, seqs]) => seqs),
      [[9, 8], [7], [5]],
    );
    assert.equal(notifications.items.length, 2);
  });

  it('are said to be seen no more at once than the server takes', async () => {
    const { notifications, said } = tab();
    await notifications.seen(Array.from({ length: 501 }, (_, i) => i + 1));
    assert.deepEqual(
      said.map(([, seqs]) => (seqs as number[]).length),
      [500, 1],
    );
  });

  it('of another player are not those of this one', () => {
    const { storage } = tab();
    const first = tab(storage);
    first.hear('notification', item(1));
    first.notifications.become('bob');
    assert.deepEqual([first.notifications.items, first.notifications.known], [[], null]);
  });

  it('that a new browser finds are listed; what came since it is here is shown', async () => {
    const { notifications, answers, shown } = tab();
    answers.push(
      page([item(2000), item(1, { created_at: new Date(START - 5).toISOString() })], { cursor: 2000 }),
    );
    await notifications.load();
    assert.deepEqual(shown, [2000]);
    assert.equal(notifications.items.length, 2);
  });

  it('go on page by page, and begin anew when it is said so', async () => {
    const { notifications, clock, answers, asked, hear, shown } = tab();
    hear('notification', item(1));
    answers.push(page([item(1)]), page([item(2)], { more: true }), page([item(3)]));
    hear('notifications_behind', { cursor: 1 });
    hear('notifications_behind', { cursor: 1 });
    await settle();
    clock.advance(2400);
    await settle();
    assert.deepEqual(asked, [], 'not by everybody at the same moment');
    clock.advance(100);
    await settle();
    assert.deepEqual(asked, [
      '/api/v1/notifications',
      '/api/v1/notifications?after=0&epoch=one',
      '/api/v1/notifications?after=2&epoch=one',
    ]);
    assert.deepEqual(shown, [1, 2, 3]);
    answers.push(page([item(1, { id: 'other', epoch: 'two' })], { epoch: 'two', cursor: 1 }));
    hear('notifications', page([], { epoch: 'two', reset: true }));
    await settle();
    assert.equal(asked.at(-1), '/api/v1/notifications');
    assert.deepEqual(notifications.known, { epoch: 'two', after: 1 });
  });

  it('are asked for from where they were left out, also long after later ones came, but not for somebody else', async () => {
    const { notifications, clock, asked, hear } = tab();
    await notifications.load();
    asked.length = 0;
    hear('notifications', page([], { cursor: 5 }));
    hear('notification', item(20));
    clock.advance(90_000);
    hear('notification', item(21));
    assert.equal(notifications.known?.after, 20);
    hear('notifications_behind', { cursor: 7 });
    assert.equal(notifications.known?.after, 7);
    clock.advance(2500);
    await settle();
    assert.deepEqual(asked, ['/api/v1/notifications?after=7&epoch=one']);
    hear('notifications_behind', { cursor: 7 });
    notifications.become('bob');
    hear('notifications_behind', { cursor: 7 });
    notifications.close();
    clock.advance(5000);
    assert.equal(asked.length, 1);
  });

  it('that were seen or put away elsewhere are so here, too', () => {
    const { notifications, hear } = tab();
    const elsewhere: unknown[] = [];
    notifications.on('elsewhere', (state) => elsewhere.push(state));
    hear('notification', item(1));
    hear('notification', item(2));
    hear('notification_state', { seen: [1], acted: [], archived: [2] });
    assert.deepEqual(
      notifications.items.map(({ seq, seen_at }) => [seq, seen_at !== null]),
      [[1, true]],
    );
    assert.equal(notifications.unread, 0);
    assert.equal(elsewhere.length, 1);
    // What was said here comes back over another socket of ours.
    hear('notification', item(3));
    void notifications.seen([3]);
    hear('notification_state', { seen: [3], acted: [], archived: [] });
    assert.equal(elsewhere.length, 1);
    hear('notification_state', { seen: [3, 4], acted: [], archived: [] });
    assert.deepEqual(elsewhere[1], { seen: [4], acted: [], archived: [] });
  });

  it('are confirmed by a crowd over a second, each client together and no sooner than it may gather more', () => {
    const random = Random.seeded('crowd');
    const crowd = Array.from({ length: 1000 }, () => tab(memoryStorage(), true, () => random.float()));
    for (const { hear } of crowd) hear('notification', item(1));
    const confirmed = () => crowd.filter(({ said }) => said.length > 0).length;
    for (const { clock } of crowd) clock.advance(199);
    assert.equal(confirmed(), 0);
    for (const { hear } of crowd) hear('notification', item(2));
    for (const { clock } of crowd) clock.advance(1);
    const inTenths: number[] = [];
    for (let before = confirmed(), tenth = 0; tenth < 10; tenth++) {
      for (const { clock } of crowd) clock.advance(100);
      inTenths.push(confirmed() - before);
      before = confirmed();
    }
    assert.equal(confirmed(), 1000);
    assert.ok(Math.min(...inTenths) > 60 && Math.max(...inTenths) < 140, `${inTenths}`);
    for (const { said } of crowd) assert.deepEqual(said, [['received', [1, 2]]]);
  });

  it('that come again are as they were, seen or put away, whoever did that', async () => {
    const { notifications, hear } = tab();
    for (const seq of [1, 2, 3]) hear('notification', item(seq));
    await notifications.seen([1]);
    await notifications.archive([2]);
    hear('notification_state', { seen: [], acted: [], archived: [3] });
    for (const seq of [1, 2, 3]) hear('notification', item(seq));
    assert.deepEqual(
      notifications.items.map(({ seq, seen_at }) => [seq, seen_at !== null]),
      [[1, true]],
    );
    // In another database the same number is another one.
    hear('notification', item(2, { id: 'other', epoch: 'two' }));
    await settle();
    hear('notification', item(2, { id: 'other', epoch: 'one' }));
    assert.deepEqual(
      notifications.items.map(({ id }) => id),
      ['other'],
    );
  });

  it('are confirmed by the way each came, and by another where that is gone', () => {
    const { clock, said, hear, notifications } = tab();
    const ways: Record<string, boolean> = { lobby: true, match: true };
    const by = (way: string) => (type: string, payload: { seqs: number[] }) => {
      if (!ways[way]) return null;
      said.push([`${way} ${type}`, payload.seqs]);
      return Promise.resolve();
    };
    const [lobby, match] = [by('lobby'), by('match')];
    const hearBy = (way: typeof lobby, seq: number) =>
      notifications.hear({ type: 'notification', payload: item(seq) }, way);
    hearBy(lobby, 1);
    hearBy(match, 1);
    hearBy(match, 2);
    clock.advance(1200);
    assert.deepEqual(said, [
      ['lobby received', [1]],
      ['match received', [1, 2]],
    ]);
    said.length = 0;
    hearBy(match, 3);
    ways.match = false;
    clock.advance(1200);
    assert.deepEqual(said, [['received', [3]]]);
    said.length = 0;
    for (let seq = 10; seq < 612; seq++) hear('notification', item(seq));
    clock.advance(1200);
    assert.deepEqual(
      said.map(([, seqs]) => (seqs as number[]).length),
      [500, 102],
      'no more than the server takes',
    );
  });

  it('are confirmed over HTTP where there is no socket', async () => {
    const { notifications, clock, said, hear } = tab(memoryStorage(), false);
    hear('notification', item(1));
    clock.advance(1200);
    await notifications.seen([1]);
    await notifications.archive([1]);
    const path = '/api/v1/notifications/receipts';
    assert.deepEqual(said, [
      [path, { received: [1] }],
      [path, { seen: [1] }],
      [path, { archived: [1] }],
    ]);
    assert.deepEqual(notifications.items, []);
  });

  it('have a browser told while the page is closed, where the server offers it', async () => {
    const { notifications, answers, said } = tab();
    answers.push({ public_key: 'key' } as never);
    assert.equal(await notifications.pushKey(), 'key');
    answers.push({ public_key: null } as never);
    assert.equal(await notifications.pushKey(), null);
    answers.push(new ParlorError('unreachable', 'No.') as never);
    await assert.rejects(notifications.pushKey(), { code: 'unreachable' });
    const subscription = { endpoint: 'https://x', keys: { p256dh: 'a', auth: 'b' } };
    await notifications.subscribeToPush(subscription);
    await notifications.unsubscribeFromPush('https://x');
    assert.deepEqual(said, [
      ['PUT /api/v1/notifications/push', subscription],
      ['DELETE /api/v1/notifications/push', { endpoint: 'https://x' }],
    ]);
  });

  it('bear whatever stands in the storage', () => {
    for (const text of [
      '',
      '{',
      '7',
      '{"player":"ada"}',
      '{"player":"ada","epoch":"one","after":"x","shown":7}',
    ]) {
      const storage = memoryStorage();
      storage.setItem('parlor.notifications', text);
      const { shown, hear } = tab(storage);
      hear('notification', item(1));
      assert.deepEqual(shown, [1], text);
    }
  });

  it('are waited for over HTTP while no socket tells, and not any more once one does', async () => {
    const { notifications, clock, shown, asked, answers } = tab(memoryStorage(), false);
    const after = (seq: number, wait = '') => `/api/v1/notifications?after=${seq}&epoch=one${wait}`;
    answers.push(page([], { cursor: 4 }), page([], { cursor: 4 }), page([item(5)]));
    notifications.follow(true);
    await settle();
    clock.advance(250);
    await settle();
    assert.deepEqual(asked, ['/api/v1/notifications', after(4), after(4, '&wait=25')]);
    assert.deepEqual(shown, [5]);
    clock.advance(250);
    await settle();
    assert.equal(asked.at(-1), after(5, '&wait=25'));
    notifications.follow(false);
    clock.advance(60_000);
    await settle();
    assert.equal(asked.length, 4);
  });
});
