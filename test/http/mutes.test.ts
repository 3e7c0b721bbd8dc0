import assert from 'node:assert/strict';
import { ANN, BEN } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

const PATH = '/api/v1/players/me/mutes';

describe('/players/me/mutes', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.close());

  it('mutes, lists and unmutes, and tells the rooms of the player', async () => {
    assert.deepEqual((await server.ask('GET', PATH, { as: ANN })).body, { muted: [] });
    const muted = await server.ask('PUT', `${PATH}/${BEN}`, { as: ANN });
    assert.deepEqual([muted.status, muted.body], [200, { muted: [BEN] }]);
    assert.deepEqual((await server.ask('GET', PATH, { as: ANN })).body, { muted: [BEN] });
    const unmuted = await server.ask('DELETE', `${PATH}/${BEN}`, { as: ANN });
    assert.deepEqual([unmuted.status, unmuted.body], [200, { muted: [] }]);
    assert.deepEqual(server.asked, [
      ['published', ANN, 'unheard'],
      ['published', ANN, 'unheard'],
    ]);
    assert.equal((await server.ask('PUT', `${PATH}/Ben`, { as: ANN })).body.code, 'invalid_request');
  });

  it('tells them also when somebody is blocked, who is not heard either', async () => {
    const path = '/api/v1/matchmaking/preferences';
    await server.ask('POST', path, { as: ANN, json: { game: 'relay' } });
    assert.deepEqual(server.asked, []);
    await server.ask('POST', path, { as: ANN, json: { game: 'relay', blocked: [BEN] } });
    assert.deepEqual(server.asked, [['published', ANN, 'unheard']]);
  });
});
