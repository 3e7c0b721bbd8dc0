import { Acceptance } from '../../src/push/Acceptance.ts';
import { Fanout } from '../../src/push/Fanout.ts';
import { NotificationHub } from '../../src/push/NotificationHub.ts';
import { Notifications } from '../../src/push/Notifications.ts';
import type { Tally } from '../../src/push/notification.ts';
import { Receipts } from '../../src/push/Receipts.ts';
import { FakeStore } from './fakeStore.ts';

const log = { warn() {} };
let ids = 0;
const asJson = (type: string, payload: unknown) => new TextEncoder().encode(JSON.stringify([type, payload]));

/**
 * A process that tells people things, over a store that the test sets. What it writes to sockets is JSON: `[type,
 * payload]`.
 */
export function fakeNotifications(
  store = new FakeStore(),
  now: () => number = Date.now,
  encode: (type: string, payload: unknown) => Uint8Array = asJson,
) {
  /** What clients confirmed that were told live: its priority, and how long that took. */
  const confirmed: [priority: string, ms: number][] = [];
  /** Who was counted: state, audience and how many. */
  const counted: [state: string, audience: string, count: number][] = [];
  const count = (tallies: readonly Tally[]) => {
    for (const { state, kind, count } of tallies) counted.push([state, kind, count]);
  };
  const receipts = new Receipts({ store, log, stored: count });
  const fanout = new Fanout({ later: (work) => work() });
  const hub: NotificationHub = new NotificationHub({
    store,
    fanout,
    receipts,
    encode: (type, payload) => encode(type, payload),
    now,
    log,
    counted: count,
    writing: () => () => {},
    confirmed: ({ priority }, ms) => void confirmed.push([priority, ms]),
  });
  const notifications = new Notifications({
    store,
    acceptance: new Acceptance(store),
    hub,
    audienceOf: async () => ['ada', 'bob'],
    wakeAll: () => void hub.wake(),
    tellOthers() {},
    now,
    newId: () => `00000000-0000-4000-8000-${(++ids).toString(16).padStart(12, '0')}`,
    accepted() {},
  });
  return { store, receipts, hub, fanout, notifications, confirmed, counted };
}
