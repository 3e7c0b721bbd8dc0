import assert from 'node:assert/strict';
import { faceOf } from '../../src/protocol/face.ts';
import { ANN, BEN } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

describe('/leaderboards', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.close());

  const ranks = (body: { entries: { rank: number; player: string }[] }) =>
    body.entries.map(({ rank, player }) => [rank, player]);

  it('shows the best to anybody', async () => {
    const { status, body } = await server.ask('GET', '/api/v1/leaderboards/relay');

    assert.equal(status, 200);
    assert.deepEqual(body.entries[0], {
      rank: 1,
      player: BEN,
      name: 'Ben',
      face: faceOf(BEN),
      rating: { rating: 911, mu: 1512.4, sigma: 300.5, played: 6, provisional: false },
      score: 911,
    });
    assert.deepEqual(ranks(body), [
      [1, BEN],
      [2, ANN],
    ]);
  });

  it('shows the number that the profile shows', async () => {
    const board = (await server.ask('GET', '/api/v1/leaderboards/relay?around=me', { as: ANN })).body;
    const profile = (await server.ask('GET', `/api/v1/players/${ANN}`)).body;
    const [{ rating, score }] = board.entries;
    const { rank: _, ...own } = profile.ratings.relay;
    assert.deepEqual([rating, score], [own, own.rating]);
  });

  it('shows as many as were asked for', async () => {
    const { body } = await server.ask('GET', '/api/v1/leaderboards/relay?limit=1');

    assert.deepEqual(ranks(body), [[1, BEN]]);
  });

  it('shows the rows about the caller, who must be known', async () => {
    const mine = await server.ask('GET', '/api/v1/leaderboards/relay?around=me', { as: ANN });
    const nobodys = await server.ask('GET', '/api/v1/leaderboards/relay?around=me');
    const forged = await server.ask('GET', '/api/v1/leaderboards/relay', { as: 'forged' });

    assert.deepEqual(ranks(mine.body), [[2, ANN]]);
    assert.deepEqual([nobodys.status, nobodys.body.code], [401, 'token_missing']);
    assert.deepEqual([forged.status, forged.body.code], [401, 'token_invalid']);
  });

  it('knows its games', async () => {
    const { status, body } = await server.ask('GET', '/api/v1/leaderboards/chess');

    assert.deepEqual([status, body.code], [404, 'unknown_game']);
  });
});
