import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { ANN, BEN, NOW, uuid } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

const operator = { operator: true } as const;
const PATH = '/api/v1/notifications';

describe('/notifications', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.close());

  const send = (body: object) => server.ask('POST', PATH, { ...operator, json: body });
  const titles = (body: { items: { title: string }[] }) => body.items.map(({ title }) => title);

  it('are sent by the operator, and listed newest first', async () => {
    const { status, body } = await send({ audience: { player: ANN }, title: 'One' });
    assert.equal(status, 202);
    assert.deepEqual(Object.keys(body).sort(), ['id', 'seq']);
    await send({ audience: { all: true }, title: 'Two', priority: 'high', data: { link: '/' } });
    const mine = await server.ask('GET', PATH, { as: ANN });
    assert.equal(mine.status, 200);
    assert.deepEqual(titles(mine.body), ['Two', 'One']);
    assert.deepEqual(
      [mine.body.cursor, mine.body.more, mine.body.reset, mine.body.items[1].seen_at, mine.body.unread],
      [2, false, false, null, 2],
    );
    assert.equal((await server.ask('GET', `${PATH}?before=2`, { as: ANN })).body.unread, undefined);
    assert.deepEqual(titles((await server.ask('GET', PATH, { as: BEN })).body), ['Two']);
  });

  it('go on from where one was, or say that this cannot be', async () => {
    await send({ audience: { player: ANN }, title: 'One' });
    await send({ audience: { player: ANN }, title: 'Two' });
    const { body } = await server.ask('GET', `${PATH}?after=1`, { as: ANN });
    assert.deepEqual([titles(body), body.cursor], [['Two'], 2]);
    assert.deepEqual(titles((await server.ask('GET', `${PATH}?after=1&epoch=`, { as: ANN })).body), ['Two']);
    const foreign = await server.ask('GET', `${PATH}?after=1&epoch=other`, { as: ANN });
    assert.deepEqual([foreign.body.reset, foreign.body.items], [true, []]);
    const beyond = await server.ask('GET', `${PATH}?after=99&epoch=${body.epoch}`, { as: ANN });
    assert.equal(beyond.body.reset, true);
    assert.deepEqual(titles((await server.ask('GET', `${PATH}?before=2`, { as: ANN })).body), ['One']);
  });

  it('are waited for', async () => {
    const waiting = server.ask('GET', `${PATH}?after=0&wait=25`, { as: ANN });
    await send({ audience: { player: BEN }, title: 'Not this' });
    await send({ audience: { player: ANN }, title: 'This' });
    assert.deepEqual(titles((await waiting).body), ['This']);
  });

  it('are confirmed, seen and put away', async () => {
    await send({ audience: { player: ANN }, title: 'One' });
    const given = { received: [1], seen: [1], acted: [1], archived: [1] };
    const { receipts } = server.told;
    const asked = server.ask('POST', `${PATH}/receipts`, { as: ANN, json: given });
    while (receipts.waiting < 4) await turn();
    await receipts.flush();
    assert.equal((await asked).status, 202);
    assert.deepEqual(
      server.told.store.received.map(({ player, receipt }) => [player, receipt]),
      ['delivered', 'seen', 'acted', 'archived'].map((receipt) => [ANN, receipt]),
    );
  });

  it('have topics that one may mute', async () => {
    const path = `${PATH}/subscriptions`;
    assert.deepEqual((await server.ask('GET', path, { as: ANN })).body, { muted: [] });
    const body = { muted: ['party', 'news', 'news'] };
    assert.deepEqual((await server.ask('PUT', path, { as: ANN, json: body })).body, {
      muted: ['news', 'party'],
    });
    assert.deepEqual((await server.ask('GET', path, { as: ANN })).body.muted.sort(), [
      'news',
      'news',
      'party',
    ]);
  });

  it('refuse what makes no sense, and whom it is not for', async () => {
    const bad = [
      { audience: { all: true } },
      { audience: { all: false }, title: 'x' },
      { audience: {}, title: 'x' },
      { audience: { all: true }, title: '\u200B \u2800' },
      { audience: { topic: 'No Topic' }, title: 'x' },
      { audience: { player: 'ann' }, title: 'x' },
      { audience: { all: true }, title: '   ' },
      { audience: { all: true }, title: 'x'.repeat(121) },
      { audience: { all: true }, title: 'x', priority: 'huge' },
      { audience: { all: true }, title: 'x', ttl_s: 0 },
      { audience: { all: true }, title: 'x', data: { much: 'x'.repeat(5000) } },
      ...['\0', '\ud800'].flatMap((half) => [
        { audience: { all: true }, title: 'x', data: { from: half } },
        { audience: { all: true }, title: 'x', data: { deep: [{ [half]: 1 }] } },
        { audience: { all: true }, title: 'x', data: { [half]: 1 } },
        { audience: { all: true }, title: 'x', dedupe_key: half },
        { audience: { all: true }, title: half },
      ]),
      { audience: { all: true }, title: 'x', data: JSON.parse(`{"a":${'['.repeat(40)}${']'.repeat(40)}}`) },
    ];
    for (const body of bad) {
      const { status, body: told } = await send(body);
      assert.deepEqual([status, told.code], [400, 'invalid_request'], JSON.stringify(body));
    }
    assert.equal((await send({ audience: { all: true }, title: 'x', data: { a: ['😀'] } })).status, 202);
    assert.equal((await server.ask('POST', PATH, { as: ANN, json: bad[0] })).status, 401);
    assert.equal((await server.ask('GET', PATH)).status, 401);
    const receipts = `${PATH}/receipts`;
    for (const body of [{ seen: ['1'] }, { seen: [0] }, { read: [1] }, { seen: Array(501).fill(1) }])
      assert.equal((await server.ask('POST', receipts, { as: ANN, json: body })).status, 400);
    assert.equal(
      (await server.ask('GET', `${PATH}/${uuid(5)}/delivery`, operator)).body.code,
      'unknown_notification',
    );
    assert.equal((await server.ask('GET', `${PATH}/${uuid(5)}/delivery`, { as: ANN })).status, 401);
  });

  describe('that are sent later', () => {
    const DAY = 24 * 60 * 60_000;
    const at = (ms: number) => new Date(NOW + ms).toISOString();
    const later = (more: object = {}) =>
      send({ audience: { player: ANN }, title: 'Later', send_at: at(DAY), ...more });
    const inbox = async () => titles((await server.ask('GET', PATH, { as: ANN })).body);

    it('have an id and no number while they wait, and the id stays', async () => {
      const { status, body } = await later();
      assert.deepEqual([status, body.seq], [202, null]);
      assert.deepEqual(await inbox(), []);
      const delivery = () => server.ask('GET', `${PATH}/${body.id}/delivery`, operator);
      const { body: waiting } = await delivery();
      assert.deepEqual([waiting.send_at, waiting.recipients, waiting.sent], [at(DAY), 0, 0]);
      await server.scheduled.release(body.id);
      assert.deepEqual(await inbox(), ['Later']);
      const mine = await server.ask('GET', PATH, { as: ANN });
      assert.equal(mine.body.items[0].id, body.id);
    });

    it('go at once when their time has passed', async () => {
      assert.equal((await later({ send_at: at(-1) })).body.seq, 1);
      assert.deepEqual(await inbox(), ['Later']);
    });

    it('may be taken back while they wait, and not after', async () => {
      const { id } = (await later()).body;
      assert.equal((await server.ask('DELETE', `${PATH}/${id}`, { as: ANN })).status, 401);
      assert.equal((await server.ask('DELETE', `${PATH}/${id}`, operator)).status, 200);
      await server.scheduled.release(id);
      assert.deepEqual(await inbox(), []);
      const gone = await server.ask('DELETE', `${PATH}/${id}`, operator);
      assert.deepEqual([gone.status, gone.body.code], [404, 'unknown_notification']);
    });

    it('are one under one key, whether it waits or was sent', async () => {
      const { id } = (await later({ dedupe_key: 'k' })).body;
      assert.deepEqual((await later({ dedupe_key: 'k' })).body, { id, seq: null });
      assert.deepEqual((await later({ dedupe_key: 'k', send_at: undefined })).body, { id, seq: null });
    });

    it('are refused too far ahead, or at no time', async () => {
      const far = await later({ send_at: at(91 * DAY) });
      assert.deepEqual([far.status, far.body.code], [400, 'too_far_ahead']);
      assert.equal((await later({ send_at: at(89 * DAY) })).status, 202);
      for (const send_at of ['tomorrow', '2026-02-30T00:00:00Z', 5, ''])
        assert.equal((await later({ send_at })).body.code, 'invalid_request', String(send_at));
    });
  });
});
