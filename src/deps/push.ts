import { randomUUID } from 'node:crypto';
import { getMessageBytes, Protocol } from '@colyseus/core';
import type { Log } from '../lib/log.ts';
import { Problem } from '../lib/problem.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { processChannel } from '../players/updates.ts';
import { Acceptance } from '../push/Acceptance.ts';
import { Fanout } from '../push/Fanout.ts';
import { NotificationHub } from '../push/NotificationHub.ts';
import { type NewNotification, Notifications } from '../push/Notifications.ts';
import { Receipts } from '../push/Receipts.ts';
import { messageOf } from '../push/wire.ts';
import type { Chore } from './shared.ts';
import type { Stores } from './stores.ts';

export type Push = ReturnType<typeof buildPush>;

interface PushNeeds {
  stores: Stores;
  metrics: Pick<Metrics, 'notifications'>;
  log: Log;
}

/** What expired is known for so long. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

/** Telling people things, wherever they are. */
export function buildPush({ stores, metrics, log }: PushNeeds) {
  const { shared, notifications: store, ownId } = stores;
  const { directory } = shared;
  const now = Date.now;
  const notes = processChannel(shared.updates, 'system:notifications');
  const announcements = processChannel(shared.updates, 'system:announcements');
  const receipts = new Receipts({
    store,
    log,
    stored: (received) => {
      for (const { receipt } of received) metrics.notifications.received(receipt);
    },
  });
  const fanout = new Fanout({ later: setImmediate });
  const hub = new NotificationHub({
    ...{ store, receipts, fanout, now, log },
    // A copy: the framework writes the next message into the same bytes.
    encode: (type, payload) => Uint8Array.from(getMessageBytes.raw(Protocol.ROOM_DATA, type, payload)),
    sent: ({ priority, kind }) => metrics.notifications.sent(priority, kind),
  });
  const quietly = (told: Promise<unknown>) => void told.catch(() => {}); // each process looks by itself as well
  const notifications = new Notifications({
    ...{ store, hub, now },
    acceptance: new Acceptance(store),
    async audienceOf(match) {
      const found = await directory.find(match);
      if (!found) throw new Problem(404, 'match_not_running', 'This match is not running.');
      return found.players.filter(({ bot }) => !bot).map(({ id }) => id);
    },
    wakeAll(one) {
      quietly(hub.wake());
      quietly(notes.tell('wake', one.seq));
      // For services that listen from outside.
      if (one.players === null)
        quietly(store.head().then(({ epoch }) => announcements.tell('notification', messageOf(epoch, one))));
    },
    tellOthers: (player, told) => quietly(notes.tell('told', { from: ownId(), player, told })),
    newId: randomUUID,
    accepted: (priority, kind) => metrics.notifications.accepted(priority, kind),
  });
  const chores: readonly Chore[] = [
    {
      everyMs: 1000,
      failure: 'new notifications could not be read',
      async run() {
        await hub.wake();
        hub.tick();
      },
    },
    { everyMs: 100, failure: 'receipts could not be stored', run: () => receipts.flush() },
    { everyMs: 1000, failure: 'who was told could not be counted', run: () => hub.count() },
  ];
  return {
    notifications,
    /** Tells what a part of the server has to tell. Nothing waits for it, and nothing fails with it. */
    tellOwn(sender: string, notices: readonly NewNotification[]): void {
      for (const notice of notices)
        notifications.send(sender, notice).catch((error: unknown) => {
          log.warn({ err: error, sender }, 'a notification could not be stored');
        });
    },
    chores,
    /** Counts what expired, and forgets what is long over. For one process of all. */
    sweep: () => store.sweep(now(), KEPT_MS),
    /** Hears of what other processes accepted, and of what players did there. */
    listen: () =>
      notes.listen((note) => {
        if (note.type === 'wake') quietly(hub.wake());
        else if (note.payload.from !== ownId()) notifications.heard(note.payload.player, note.payload.told);
      }),
    /** Stores what is on its way. */
    async stop(): Promise<void> {
      await receipts.flush();
      await hub.count().catch(() => {});
    },
  };
}
