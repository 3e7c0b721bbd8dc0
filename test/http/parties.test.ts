import assert from 'node:assert/strict';
import { shown } from '../support/shown.ts';
import { ANN, BEN, NOBODY } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

const PARTIES = '/api/v1/parties';
const MINE = `${PARTIES}/me`;

describe('/parties', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.close());

  const ids = (body: { party: { members: { id: string }[] } }) => body.party.members.map(({ id }) => id);

  it('opens a party, lets in who has the code, and says who is ready', async () => {
    const none = await server.ask('GET', MINE, { as: ANN });
    const opened = await server.ask('POST', PARTIES, { as: ANN, json: { game: 'relay' } });
    await server.ask('POST', `${PARTIES}/join`, { as: BEN, json: { code: opened.body.party.code } });
    await server.ask('POST', `${MINE}/ready`, { as: BEN, json: { ready: true } });
    const { status, body } = await server.ask('GET', MINE, { as: ANN });

    assert.deepEqual(none.body, { party: null, chat: [] });
    assert.equal(status, 200);
    assert.equal(body.party.leader, ANN);
    assert.deepEqual(body.party.members, [
      { id: ANN, ...shown(ANN, 'Ann'), ready: true },
      { id: BEN, ...shown(BEN, 'Ben'), ready: true },
    ]);
  });

  it('shows a party to who has its code and no account yet', async () => {
    const opened = await server.ask('POST', PARTIES, { as: ANN, json: { game: 'relay' } });
    const { code } = opened.body.party;

    const seen = await server.ask('GET', `${PARTIES}/code/${code}`);
    const gone = await server.ask('GET', `${PARTIES}/code/NOPE`);

    assert.deepEqual(seen.body.party, {
      code,
      leader: 'Ann',
      game: 'relay',
      members: 1,
      full: false,
      locked: false,
    });
    assert.deepEqual(gone.body, { party: null });
  });

  it('lets in who was invited, lets the leader show them out, and everybody leave', async () => {
    await server.ask('POST', PARTIES, { as: ANN });
    await server.ask('POST', `${MINE}/invite`, { as: ANN, json: { player_id: BEN } });
    const joined = await server.ask('POST', `${PARTIES}/join`, { as: BEN, json: { from: ANN } });
    const byBen = await server.ask('POST', `${MINE}/kick`, { as: BEN, json: { player_id: ANN } });
    const byAnn = await server.ask('POST', `${MINE}/kick`, { as: ANN, json: { player_id: BEN } });
    const left = await server.ask('POST', `${MINE}/leave`, { as: ANN });

    assert.deepEqual(ids(joined.body), [ANN, BEN]);
    assert.deepEqual([byBen.status, byBen.body.code], [403, 'not_leader']);
    assert.deepEqual(ids(byAnn.body), [ANN]);
    assert.deepEqual(left.body, { party: null });
  });

  it('lets its leader renew the code and shut the door', async () => {
    await server.ask('POST', PARTIES, { as: ANN });
    const byBen = await server.ask('POST', `${MINE}/code`, { as: BEN });
    const renewed = await server.ask('POST', `${MINE}/code`, { as: ANN });
    await server.ask('POST', `${MINE}/lock`, { as: ANN, json: { locked: true } });
    const { code } = renewed.body.party;
    const shut = await server.ask('POST', `${PARTIES}/join`, { as: BEN, json: { code } });
    const seen = await server.ask('GET', `${PARTIES}/code/${code}`);

    assert.deepEqual([byBen.status, byBen.body.code], [404, 'no_party']);
    assert.deepEqual([shut.status, shut.body.code], [409, 'party_locked']);
    assert.deepEqual([seen.body.party.locked, seen.body.party.leader], [true, null]);
  });

  it('tells why not', async () => {
    const ask = async (path: string, json: object) => {
      const { status, body } = await server.ask('POST', `${PARTIES}${path}`, { as: BEN, json });
      return [status, body.code];
    };

    assert.deepEqual(await ask('/join', { code: 'NOPE' }), [404, 'unknown_party']);
    assert.deepEqual(await ask('/join', { from: NOBODY }), [404, 'unknown_invitation']);
    assert.deepEqual(await ask('/join', { code: 5 }), [400, 'invalid_request']);
    assert.deepEqual(await ask('/me/ready', { ready: true }), [404, 'no_party']);
    assert.deepEqual(await ask('/me/invite', { player_id: ANN }), [404, 'no_party']);
    assert.deepEqual(await ask('', { game: 'chess' }), [404, 'unknown_game']);
    assert.deepEqual(await ask('', {}), [200, undefined]);
    assert.deepEqual(await ask('/me/game', { game: 'chess' }), [404, 'unknown_game']);
    assert.deepEqual(await ask('/me/game', { game: 'relay' }), [200, undefined]);
    assert.equal((await server.ask('GET', MINE)).status, 401);
  });
});
