import assert from 'node:assert/strict';
import { ANN, BEN, uuid } from './fakes.ts';
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
      [mine.body.cursor, mine.body.more, mine.body.reset, mine.body.items[1].seen_at],
      [2, false, false, null],
    );
    assert.deepEqual(titles((await server.ask('GET', PATH, { as: BEN })).body), ['Two']);
  });

  it('go on from where one was, or say that this cannot be', async () => {
    await send({ audience: { player: ANN }, title: 'One' });
    await send({ audience: { player: ANN }, title: 'Two' });
    const { body } = await server.ask('GET', `${PATH}?after=1`, { as: ANN });
    assert.deepEqual([titles(body), body.cursor], [['Two'], 2]);
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
    const { status } = await server.ask('POST', `${PATH}/receipts`, { as: ANN, json: given });
    assert.equal(status, 202);
    await server.told.receipts.flush();
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
      { audience: { topic: 'No Topic' }, title: 'x' },
      { audience: { player: 'ann' }, title: 'x' },
      { audience: { all: true }, title: '   ' },
      { audience: { all: true }, title: 'x'.repeat(121) },
      { audience: { all: true }, title: 'x', priority: 'huge' },
      { audience: { all: true }, title: 'x', ttl_s: 0 },
      { audience: { all: true }, title: 'x', data: { much: 'x'.repeat(5000) } },
      { audience: { all: true }, title: 'x', send_at: '2026-01-01T00:00:00Z' },
    ];
    for (const body of bad) {
      const { status, body: told } = await send(body);
      assert.deepEqual([status, told.code], [400, 'invalid_request'], JSON.stringify(body));
    }
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
});
