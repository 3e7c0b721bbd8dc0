import assert from 'node:assert/strict';
import { ANN, BEN, NOBODY, OVER, RUNNING } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

describe('/matches/:id/moments', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.close());

  const ask = (match: string, as?: string) =>
    server.ask('GET', `/api/v1/matches/${match}/moments`, as === undefined ? {} : { as });

  it('tells what was special for who asks', async () => {
    const { status, body } = await ask(OVER, ANN);
    assert.deepEqual([status, body], [200, { moments: [{ kind: 'first_match' }] }]);
  });

  it('tells nothing of a match that one left, or that is not over', async () => {
    assert.deepEqual((await ask(OVER, BEN)).body, { moments: [] });
    assert.deepEqual((await ask(RUNNING, ANN)).body, { moments: [] });
  });

  it('knows its matches, and asks who one is', async () => {
    assert.deepEqual([(await ask(NOBODY, ANN)).status, (await ask(OVER)).status], [404, 401]);
  });
});
