import assert from 'node:assert/strict';
import { memoryStorage } from '../../client/KeyValue.ts';
import type { NotificationView } from '../../client/Notifications.ts';
import { Parlor } from '../../client/Parlor.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';

/** A player with the SDK, and what they were shown. */
async function playerOn(url: string, name: string, storage = memoryStorage()) {
  const parlor = new Parlor(url, { storage });
  const shown: NotificationView[] = [];
  const waiting: { title: string; resolve(one: NotificationView): void }[] = [];
  parlor.notifications.on('notification', (one) => {
    shown.push(one);
    for (const { title, resolve } of waiting) if (title === one.title) resolve(one);
  });
  const player = (await parlor.restore()) ?? (await parlor.signInAsGuest(name));
  await parlor.enterLobby();
  return {
    parlor,
    storage,
    id: player.id,
    titles: () => shown.map(({ title }) => title),
    /** Resolves once it was shown. */
    shows: (title: string) =>
      new Promise<NotificationView>((resolve) => {
        const one = shown.find((item) => item.title === title);
        if (one) resolve(one);
        else waiting.push({ title, resolve });
      }),
  };
}

describe('notifications', function () {
  this.timeout(60_000);
  let server: ParlorProcess;
  const open: Parlor[] = [];
  before(async () => {
    server = await startParlor({ RATE_LIMIT_FACTOR: '100' });
  });
  afterEach(() => {
    for (const parlor of open.splice(0)) parlor.close();
  });
  after(() => server?.stop());

  async function player(name: string, storage = memoryStorage()) {
    const one = await playerOn(server.url, name, storage);
    open.push(one.parlor);
    return one;
  }
  async function operator(method: string, path: string, body?: object) {
    const response = await fetch(`${server.url}/api/v1/notifications${path}`, {
      method,
      headers: {
        authorization: `Basic ${btoa(`operator:${server.operatorPassword}`)}`,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Record<string, number & string>;
  }
  const send = (body: object) => operator('POST', '', body);
  /** The counts, once they are so. */
  async function counted(id: string, so: (counts: Record<string, number>) => boolean) {
    const deadline = AbortSignal.timeout(10_000);
    for (;;) {
      const counts = await operator('GET', `/${id}/delivery`);
      if (so(counts)) return counts;
      deadline.throwIfAborted();
    }
  }

  it('reach those they are for, are confirmed by themselves, and counted', async () => {
    const [ada, bob] = await Promise.all([player('Ada'), player('Bob')]);
    const { id } = await send({ audience: { player: ada.id }, title: 'For Ada', priority: 'high' });
    assert.ok(id);
    const one = await ada.shows('For Ada');
    assert.deepEqual([one.id, one.priority, one.topic], [id, 'high', 'you']);
    const all = await send({ audience: { all: true }, title: 'For all' });
    await Promise.all([ada.shows('For all'), bob.shows('For all')]);
    assert.deepEqual(bob.titles(), ['For all']);
    assert.equal(ada.parlor.notifications.unread, 2);
    await counted(id, (counts) => counts.delivered === 1 && counts.sent === 1);
    await ada.parlor.notifications.seen([one.seq]);
    await ada.parlor.notifications.archive([one.seq]);
    await counted(id, (counts) => counts.seen === 1);
    assert.deepEqual(
      ada.parlor.notifications.items.map(({ title }) => title),
      ['For all'],
    );
    const { recipients } = await counted(all.id ?? '', (counts) => counts.delivered === 2);
    assert.equal(recipients, 2);
  });

  it('wait for who is away, and are shown once in all sessions of a browser', async () => {
    const cem = await player('Cem');
    await send({ audience: { player: cem.id }, title: 'First' });
    await cem.shows('First');
    cem.parlor.close();
    await send({ audience: { player: cem.id }, title: 'Meanwhile' });
    const back = await player('Cem', cem.storage);
    assert.equal(back.id, cem.id);
    await back.shows('Meanwhile');
    assert.deepEqual(back.titles(), ['Meanwhile'], 'and not once more what was shown before');
    const tab = await player('Cem', cem.storage);
    await send({ audience: { player: cem.id }, title: 'Both tabs' });
    await Promise.race([back.shows('Both tabs'), tab.shows('Both tabs')]);
    await send({ audience: { player: cem.id }, title: 'After' });
    await Promise.race([back.shows('After'), tab.shows('After')]);
    const together = [...back.titles(), ...tab.titles()];
    assert.equal(together.filter((title) => title === 'Both tabs').length, 1);
  });

  it('come over HTTP where there are no sockets', async () => {
    const dan = await player('Dan');
    const token = dan.storage.getItem('parlor.token');
    const inbox = async (query: string) => {
      const response = await fetch(`${server.url}/api/v1/notifications${query}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return (await response.json()) as { items: { title: string }[]; cursor: number; epoch: string };
    };
    const { cursor, epoch } = await inbox('');
    const waiting = inbox(`?after=${cursor}&epoch=${epoch}&wait=25`);
    await send({ audience: { player: dan.id }, title: 'By HTTP' });
    assert.deepEqual(
      (await waiting).items.map(({ title }) => title),
      ['By HTTP'],
    );
  });

  it('are not told of topics that one muted, but for what is urgent', async () => {
    const eve = await player('Eve');
    await eve.parlor.notifications.muteTopics(['news']);
    await send({ audience: { topic: 'news' }, title: 'Muted' });
    await send({ audience: { topic: 'news' }, title: 'Urgent', priority: 'urgent' });
    await eve.shows('Urgent');
    assert.ok(!eve.titles().includes('Muted'));
  });

  it('tell who is invited to a party, also when they come later', async () => {
    const [fay, gus] = await Promise.all([player('Fay'), player('Gus')]);
    await gus.parlor.notifications.load();
    gus.parlor.close();
    await fay.parlor.parties.create('relay');
    await fay.parlor.parties.invite(gus.id);
    const back = await player('Gus', gus.storage);
    const invitation = await back.shows('Fay invites you to a party');
    assert.match(String(invitation.data.link), /^\/party\/\w+$/);
  });

  it('go with the account', async () => {
    const hal = await player('Hal');
    const { id } = await send({ audience: { player: hal.id }, title: 'Soon gone' });
    await hal.shows('Soon gone');
    await hal.parlor.deleteAccount();
    assert.equal((await operator('GET', `/${id}/delivery`)).code, 'unknown_notification');
  });
});
