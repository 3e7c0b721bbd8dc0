import assert from 'node:assert/strict';
import { type KeyValue, memoryStorage } from '../../client/KeyValue.ts';
import { Notifications, type NotificationView } from '../../client/Notifications.ts';
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

/** A tab: its notifications, what it showed, said and asked. */
function tab(storage: KeyValue = memoryStorage(), up = true) {
  const clock = new ManualClock();
  const shown: number[] = [];
  const said: [string, unknown][] = [];
  const asked: string[] = [];
  const answers: NotificationsMessage[] = [];
  const http = {
    serverTime: { ahead: START + 1000 - clock.now() },
    async get(path: string) {
      asked.push(path);
      return answers.shift() ?? page([]);
    },
    async post(path: string, body: unknown) {
      said.push([path, body]);
    },
  };
  const notifications = new Notifications({
    http: http as never,
    storage,
    clock,
    tell(type, payload) {
      if (up) said.push([type, payload.seqs]);
      return up;
    },
  });
  notifications.on('notification', ({ seq }) => shown.push(seq));
  notifications.become('ada');
  const hear = (type: string, payload: unknown) => notifications.hear({ type, payload } as never);
  return { notifications, clock, shown, said, asked, answers, hear, storage };
}

describe('the notifications of a client', () => {
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
    assert.deepEqual(notifications.known, { epoch: 'one', after: 2 });
  });

  it('are shown in one tab of a browser, and not again on the next visit', () => {
    const one = tab();
    const two = tab(one.storage);
    one.hear('notification', item(1));
    two.hear('notification', item(1));
    assert.deepEqual([one.shown, two.shown], [[1], []]);
    const again = tab(one.storage);
    assert.deepEqual(again.notifications.known, { epoch: 'one', after: 1 });
    again.hear('notifications', page([item(1), item(2)]));
    assert.deepEqual(again.shown, [2]);
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
    const { notifications, answers, asked, hear, shown } = tab();
    hear('notification', item(1));
    answers.push(page([item(2)], { more: true }), page([item(3)]));
    hear('notifications_behind', { cursor: 1 });
    await settle();
    assert.deepEqual(asked, [
      '/api/v1/notifications?after=1&epoch=one',
      '/api/v1/notifications?after=2&epoch=one',
    ]);
    assert.deepEqual(shown, [1, 2, 3]);
    answers.push(page([item(1, { id: 'other', epoch: 'two' })], { epoch: 'two', cursor: 1 }));
    hear('notifications', page([], { epoch: 'two', reset: true }));
    await settle();
    assert.equal(asked.at(-1), '/api/v1/notifications');
    assert.deepEqual(notifications.known, { epoch: 'two', after: 1 });
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
});
