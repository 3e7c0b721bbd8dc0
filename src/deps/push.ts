import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import type { MatchId, PlayerId } from '../lib/ids.ts';
import type { Log } from '../lib/log.ts';
import { Problem } from '../lib/problem.ts';
import { spaced } from '../lib/spaced.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { SEND_QUEUE } from '../persistence/postgres/postgresScheduled.ts';
import { processChannel } from '../players/updates.ts';
import { Acceptance } from '../push/Acceptance.ts';
import { Fanout } from '../push/Fanout.ts';
import { NotificationHub } from '../push/NotificationHub.ts';
import { type NewNotification, Notifications } from '../push/Notifications.ts';
import { OwedNotices } from '../push/OwedNotices.ts';
import { Receipts } from '../push/Receipts.ts';
import { Scheduled } from '../push/Scheduled.ts';
import { messageOf } from '../push/wire.ts';
import { encodeMessage } from './encodeMessage.ts';
import type { Chore } from './shared.ts';
import type { Stores } from './stores.ts';
import { buildWebPush, webPushChores } from './webPush.ts';

export type Push = ReturnType<typeof buildPush>;

interface PushNeeds {
  stores: Stores;
  /** Who watches a match, as its room says. @throws Problem 404 `match_not_running`, 503 `retry_later` */
  watchersOf(match: MatchId): Promise<PlayerId[]>;
  metrics: Pick<Metrics, 'notifications' | 'fanout' | 'webPush'>;
  log: Log;
}

/** What expired is known for so long. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

/** How often what was accepted is read at most. */
const READ_EVERY_MS = 10;
/** What is sent later is sent so soon after its time. */
const SEND_EVERY_MS = 1000;
/** How often it is looked for jobs whose process is gone. */
const LOOK_AFTER_JOBS_EVERY_MS = 10_000;

/** Telling people things, wherever they are. */
export function buildPush({ vapid }: Pick<Config, 'vapid'>, { stores, watchersOf, metrics, log }: PushNeeds) {
  const { shared, notifications: store, ownId } = stores;
  const { directory, presence } = shared;
  const now = Date.now;
  const notes = processChannel(shared.updates, 'system:notifications');
  const announcements = processChannel(shared.updates, 'system:announcements');
  const receipts = new Receipts({
    store,
    log,
    stored: (tallies) => metrics.notifications.counted(tallies),
  });
  const fanout = new Fanout({ later: setImmediate });
  metrics.fanout.watch(() => fanout.backlog());
  const hub = new NotificationHub({
    ...{ store, receipts, fanout, now, log },
    encode: encodeMessage,
    counted: (tallies) => metrics.notifications.counted(tallies),
    confirmed: ({ priority }, ms) => metrics.notifications.confirmed(priority, ms / 1000),
    writing: () => metrics.fanout.writing('notification'),
  });
  const quietly = (told: Promise<unknown>) => void told.catch(() => {}); // each process looks by itself as well
  // Many are accepted in a moment, here and in other processes: they are read together.
  const wakeHere = spaced(READ_EVERY_MS, () => quietly(hub.wake()));
  const wakeOthers = spaced(READ_EVERY_MS, () => quietly(notes.tell('wake', ownId())));
  const { jobs } = stores;
  const webPush = vapid && buildWebPush(vapid, { stores, metrics, log });
  const notifications = new Notifications({
    ...{ store, hub, now },
    acceptance: new Acceptance(store),
    async audienceOf(match) {
      const found = await directory.find(match);
      if (!found) throw new Problem(404, 'match_not_running', 'This match is not running.');
      const seated = found.players.filter(({ bot }) => !bot).map(({ id }) => id);
      const watching = await watchersOf(match).catch((error: unknown) => {
        if (error instanceof Problem && error.status === 404) throw error;
        // A process of before knows no such question.
        throw new Problem(503, 'retry_later', 'The match does not say who watches it. Try again.');
      });
      return [...new Set([...seated, ...watching])];
    },
    wakeAll(one) {
      wakeHere();
      wakeOthers();
      // For services that listen from outside.
      if (one.players === null)
        quietly(store.head().then(({ epoch }) => announcements.tell('notification', messageOf(epoch, one))));
    },
    tellOthers: (player, told) => quietly(notes.tell('told', { from: ownId(), player, told })),
    newId: randomUUID,
    accepted(one) {
      metrics.notifications.accepted(one.priority, one.kind);
      webPush?.accepted(one);
    },
  });
  const scheduled = new Scheduled({ store: stores.scheduled, notifications, now });
  const own = new OwedNotices({ send: (sender, notice) => notifications.send(sender, notice), now, log });
  const tellOwn = (sender: string, notices: readonly NewNotification[]) => own.tell(sender, notices);
  const chores: readonly Chore[] = [
    {
      everyMs: SEND_EVERY_MS,
      failure: 'notifications whose time has come could not be sent',
      async run() {
        // What another process stored, or this one before it was killed, is for us as well.
        if (!jobs.started && (await stores.scheduled.anyWaiting())) await jobs.start();
        await jobs.pass<{ id: string }>(SEND_QUEUE, ({ id }) => scheduled.release(id));
      },
    },
    {
      everyMs: LOOK_AFTER_JOBS_EVERY_MS,
      failure: 'the job queue could not be looked after',
      run: () => jobs.upkeep(),
    },
    {
      everyMs: 1000,
      failure: 'new notifications could not be read',
      async run() {
        await hub.wake();
        hub.tick();
      },
    },
    {
      everyMs: 1000,
      failure: 'what the server has to tell by itself could not be stored',
      run: () => own.again(),
    },
    { everyMs: 100, failure: 'receipts could not be stored', run: () => receipts.flush() },
    { everyMs: 1000, failure: 'who was told could not be counted', run: () => hub.count() },
    { everyMs: 1000, failure: 'what players mute could not be read', run: () => hub.readMuted() },
    ...(webPush ? webPushChores(webPush, jobs) : []),
  ];
  return {
    notifications,
    scheduled,
    webPush: webPush ?? null,
    /** What this process writes to many sockets at once. */
    fanout,
    /** Tells what a part of the server has to tell. Nothing waits for it, and nothing fails with it. */
    tellOwn,
    /** The same for one player, unless a lobby of theirs is open, which shows it. */
    tellAway(sender: string, player: string, notice: NewNotification): void {
      presence.goneFor(player).then(
        (gone) => gone > 0 && tellOwn(sender, [notice]),
        (error: unknown) => log.warn({ err: error, sender }, 'nobody knows whether a player is here'),
      );
    },
    chores,
    /** Counts what expired, and forgets what is long over. For one process of all. */
    async sweep(): Promise<void> {
      metrics.notifications.counted(await store.sweep(now(), KEPT_MS));
      await webPush?.sweep();
    },
    /** Hears of what other processes accepted, and of what players did there. */
    listen: () =>
      notes.listen((note) => {
        if (note.type === 'wake') {
          if (note.payload !== ownId()) wakeHere();
        } else if (note.payload.from !== ownId()) notifications.heard(note.payload.player, note.payload.told);
      }),
    /** Stores what is on its way. */
    async stop(): Promise<void> {
      await own.again();
      await receipts.flush();
      await hub.count(true).catch(() => {});
    },
  };
}
