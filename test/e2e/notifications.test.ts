import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStorage } from '../../client/KeyValue.ts';
import type { NotificationView } from '../../client/Notifications.ts';
import { Parlor } from '../../client/Parlor.ts';
import { freePort } from '../../scripts/cluster/freePorts.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { PlainPlayer } from '../support/plainPlayer.ts';

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
  this.timeout(180_000);
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
    const invitation = await back.shows('\u2068Fay\u2069 invites you to a party');
    assert.match(String(invitation.data.link), /^\/party\/\w+$/);
  });

  it('call those to a table who have no lobby open', async () => {
    const people = await Promise.all(
      ['Ida', 'Jo', 'Kai', 'Lou', 'May'].map((name) => PlainPlayer.signIn(server.url, name)),
    );
    const queued = { game: 'relay', bots: false };
    for (const one of people)
      assert.equal((await one.ask('POST', '/api/v1/matchmaking/tickets', queued)).status, 201);
    const told = async (one: PlainPlayer, after: number) =>
      (await one.ask('GET', `/api/v1/notifications?after=${after}&wait=25`)).body.items[0];
    const asked = await Promise.all(people.map((one) => told(one, 0)));
    assert.deepEqual(
      asked.map(({ title, data }) => [title, data.kind]),
      people.map(() => ['A table of Relay is ready', 'ready_check']),
    );
    for (const [i, one] of people.entries())
      await one.ask('POST', `/api/v1/matchmaking/tickets/${asked[i].data.ticket}/accept`);
    const found = await Promise.all(people.map((one, i) => told(one, asked[i].seq)));
    const [match] = new Set(found.map(({ data }) => data.match));
    assert.deepEqual(
      found.map(({ data }) => data),
      people.map(() => ({ kind: 'match_found', match, game: 'relay', link: `/table/${match}` })),
    );
    for (const one of people) await one.ask('POST', `/api/v1/matches/${match}/leave`);
  });

  it('go to who watches a match, as well', async () => {
    const [nan, ola] = await Promise.all([player('Nan'), player('Ola')]);
    await nan.parlor.queue({ game: 'relay', bots: true });
    const match = await new Promise<string>((resolve) => {
      const here = nan.parlor.match;
      if (here) resolve(here.id);
      else nan.parlor.on('match', (now) => now && resolve(now.id));
    });
    await ola.parlor.watch(match);
    await send({ audience: { match }, title: 'To this table' });
    await Promise.all([nan.shows('To this table'), ola.shows('To this table')]);
    await nan.parlor.match?.leave();
  });

  it('go with the account', async () => {
    const hal = await player('Hal');
    const { id } = await send({ audience: { player: hal.id }, title: 'Soon gone' });
    await hal.shows('Soon gone');
    await hal.parlor.deleteAccount();
    assert.equal((await operator('GET', `/${id}/delivery`)).code, 'unknown_notification');
  });
});

describe('a notification that waits', function () {
  this.timeout(180_000);

  it('is sent once though the process is killed meanwhile', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'parlor-later-'));
    const env = { PARLOR_DATA_DIR: dataDir, PORT: String(await freePort()), RATE_LIMIT_FACTOR: '100' };
    let server = await startParlor(env);
    let ida = await playerOn(server.url, 'Ida');
    try {
      const ask = async (method: string, path: string, body?: object) => {
        const response = await fetch(`${server.url}/api/v1/notifications${path}`, {
          method,
          headers: {
            authorization: `Basic ${btoa(`operator:${server.operatorPassword}`)}`,
            'content-type': 'application/json',
          },
          ...(body && { body: JSON.stringify(body) }),
        });
        return (await response.json()) as { id: string; seq: number | null; send_at: string | null };
      };
      const send = (title: string, ms: number) =>
        ask('POST', '', {
          ...{ audience: { player: ida.id }, title },
          send_at: new Date(Date.now() + ms).toISOString(),
        });
      await send('First', 0);
      await ida.shows('First');
      const { id, seq } = await send('Later', 2000);
      assert.equal(seq, null);
      ida.parlor.close();
      await server.kill();
      server = await startParlor(env);
      ida = await playerOn(server.url, 'Ida', ida.storage);
      const one = await ida.shows('Later');
      assert.equal(one.id, id);
      assert.equal((await ask('GET', `/${id}/delivery`)).send_at, null);
      await send('Last', 1000);
      await ida.shows('Last');
      assert.deepEqual(ida.titles(), ['Later', 'Last']);
    } finally {
      ida.parlor.close();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
