import assert from 'node:assert/strict';
import { faceOf } from '../../src/protocol/face.ts';
import { ANN, BEN, NOW } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

const PATH = '/api/v1/players/me/companions';

describe('/players/me/companions', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.close());

  it('names the people one played with, each once, and no bots', async () => {
    const { status, body } = await server.ask('GET', PATH, { as: ANN });
    assert.equal(status, 200);
    assert.deepEqual(body, {
      players: [
        {
          id: BEN,
          name: 'Ben',
          face: faceOf(BEN),
          met_at: new Date(NOW - 60_000).toISOString(),
          matches: 2,
        },
      ],
      next: null,
    });
  });

  it('goes on with older matches', async () => {
    const before = new Date(NOW - 60_000).toISOString();
    const { body } = await server.ask('GET', `${PATH}?before=${before}`, { as: ANN });
    assert.deepEqual(
      body.players.map(({ matches }: { matches: number }) => matches),
      [1],
    );
  });

  it('leaves out whom one muted, and who muted one', async () => {
    await server.ask('PUT', `/api/v1/players/me/mutes/${BEN}`, { as: ANN });
    for (const as of [ANN, BEN]) assert.deepEqual((await server.ask('GET', PATH, { as })).body.players, []);
  });

  it('is for who is signed in', async () => {
    assert.equal((await server.ask('GET', PATH)).body.code, 'token_missing');
    assert.equal((await server.ask('GET', `${PATH}?before=now`, { as: ANN })).body.code, 'invalid_request');
  });
});
