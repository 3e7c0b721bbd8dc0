import assert from 'node:assert/strict';
import { Problem } from '../../src/lib/problem.ts';
import { faceOf } from '../../src/protocol/face.ts';
import { ANN, BEN, NOBODY, NOW, OVER, RUNNING } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

describe('/players', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.close());

  const ann = {
    id: ANN,
    name: 'Ann',
    face: faceOf(ANN),
    guest: true,
    created_at: new Date(NOW - 1000).toISOString(),
    ratings: { relay: { rating: 911, mu: 1512.4, sigma: 300.5, played: 6, provisional: false, rank: 2 } },
  };

  it('shows the caller their own profile, e-mail included', async () => {
    const { status, body } = await server.ask('GET', '/api/v1/players/me', { as: ANN });

    assert.equal(status, 200);
    assert.deepEqual(body, { ...ann, email: null });
  });

  it('shows others a profile without the e-mail, and takes the id in either case', async () => {
    const { status, body } = await server.ask('GET', `/api/v1/players/${ANN.toUpperCase()}`);

    assert.equal(status, 200);
    assert.deepEqual(body, ann);
  });

  it('knows who is not there', async () => {
    const profile = await server.ask('GET', `/api/v1/players/${NOBODY}`);
    const matches = await server.ask('GET', `/api/v1/players/${NOBODY}/matches`);

    assert.deepEqual([profile.status, profile.body.code], [404, 'unknown_player']);
    assert.deepEqual([matches.status, matches.body.code], [404, 'unknown_player']);
  });

  it('changes the name, in the form names are kept in', async () => {
    const { status, body } = await server.ask('PATCH', '/api/v1/players/me', {
      as: ANN,
      json: { name: '  Anna   Lena ' },
    });

    assert.equal(status, 200);
    assert.equal(body.name, 'Anna Lena');
    assert.equal(server.accounts.get(ANN)?.name, 'Anna Lena');
  });

  it('changes the face alone, and shows it to others', async () => {
    const json = { face: 'diamond-rose-monocle' };
    const { status, body } = await server.ask('PATCH', '/api/v1/players/me', { as: ANN, json });
    const seen = await server.ask('GET', `/api/v1/players/${ANN}`);

    assert.deepEqual([status, body.name, body.face], [200, 'Ann', 'diamond-rose-monocle']);
    assert.equal(seen.body.face, 'diamond-rose-monocle');
  });

  it('refuses faces that are none, and a change of nothing', async () => {
    const faces = [
      'fox-red-hat',
      'star-plum',
      'star-plum-hat-',
      'STAR-plum-hat',
      '',
      7,
      null,
      'star-plum-hat\n',
    ];
    const bodies = [...faces.map((face) => ({ face })), { name: 'Anna', face: 'fox' }, {}];
    for (const json of bodies) {
      const { status, body } = await server.ask('PATCH', '/api/v1/players/me', { as: ANN, json });
      assert.deepEqual([status, body.code], [400, 'invalid_request'], JSON.stringify(json));
    }
    assert.equal(server.accounts.get(ANN)?.face, null);
    assert.equal(server.accounts.get(ANN)?.name, 'Ann');
  });

  it('leads a seated player back whose token has run out, to the match and nowhere else', async () => {
    const as = 'expired-but-seated';
    const way = await server.ask('GET', '/api/v1/players/me/match', { as });
    const state = await server.ask('GET', `/api/v1/matches/${RUNNING.toUpperCase()}/state`, { as });
    const profile = await server.ask('GET', '/api/v1/players/me', { as });
    assert.deepEqual([way.status, state.status, profile.status], [200, 200, 401]);
    assert.deepEqual(server.seated, [undefined, RUNNING]);
  });

  it('deletes the account of the caller, who leaves everything first; what fails then is asked for again', async () => {
    const busy = await startHttp({
      leaveAll: () => Promise.reject(new Problem(503, 'retry_later', 'Not now.')),
    });
    const refused = await busy.ask('DELETE', '/api/v1/players/me', { as: ANN });
    assert.deepEqual([refused.status, refused.body.code], [503, 'retry_later']);
    assert.deepEqual(busy.asked, []);
    await busy.close();
    const { status, body } = await server.ask('DELETE', '/api/v1/players/me', { as: ANN });
    assert.deepEqual([status, body], [200, { deleted: true }]);
    assert.deepEqual(server.asked, [
      ['leaveAll', ANN],
      ['remove', ANN],
      ['leaveAll', ANN],
    ]);
    assert.equal((await server.ask('GET', `/api/v1/players/${ANN}`)).status, 404);
  });

  it('refuses names that are none, and members that are not to be changed', async () => {
    const empty = await server.ask('PATCH', '/api/v1/players/me', { as: ANN, json: { name: '  ' } });
    const other = await server.ask('PATCH', '/api/v1/players/me', { as: ANN, json: { name: 'A', id: BEN } });

    assert.deepEqual([empty.status, empty.body.code], [400, 'invalid_name']);
    assert.deepEqual([other.status, other.body.code], [400, 'invalid_request']);
    assert.equal(server.accounts.get(ANN)?.name, 'Ann');
  });

  it('refuses a name that looks like another’s in the same party', async () => {
    const asked = (as: string, method: string, path: string, json: unknown) =>
      server.ask(method, `/api/v1/${path}`, { as, json });
    const made = await asked(ANN, 'POST', 'parties', {});
    await asked(BEN, 'POST', 'parties/join', { code: made.body.party.code });
    const taken = await asked(ANN, 'PATCH', 'players/me', { name: 'Вen' });
    const free = await asked(ANN, 'PATCH', 'players/me', { name: 'Anna' });
    const { body } = await server.ask('GET', '/api/v1/parties/me', { as: BEN });

    assert.deepEqual([taken.status, taken.body.code], [409, 'name_taken_here']);
    assert.equal(free.body.name, 'Anna');
    assert.deepEqual(
      body.party.members.map(({ name }: { name: string }) => name),
      ['Anna', 'Ben'],
    );
  });

  it('leads back into the running match with a fresh seat', async () => {
    const { status, body } = await server.ask('GET', '/api/v1/players/me/match', { as: ANN });

    assert.equal(status, 200);
    assert.equal(body.match_id, RUNNING);
    assert.equal(body.phase, 'playing');
    assert.equal(body.players.length, 3);
    assert.deepEqual(body.seat, { name: 'relay', sessionId: 'session', roomId: RUNNING, processId: 'p' });
    assert.deepEqual(server.asked, [['seat', RUNNING, ANN]]);
  });

  it('says so when there is no match, also when it ended this moment', async () => {
    const quiet = await server.ask('GET', '/api/v1/players/me/match?or=null', { as: BEN });
    assert.deepEqual([quiet.status, quiet.body], [200, null]);
    const none = await server.ask('GET', '/api/v1/players/me/match', { as: BEN });
    server.services.live.seat = async () => {
      throw new Problem(404, 'match_not_running', 'Over.');
    };
    const ended = await server.ask('GET', '/api/v1/players/me/match', { as: ANN });

    assert.deepEqual([none.status, none.body.code], [404, 'no_match']);
    assert.deepEqual([ended.status, ended.body.code], [404, 'no_match']);
  });

  it('pages through the matches of a player', async () => {
    const first = await server.ask('GET', `/api/v1/players/${ANN}/matches?limit=1`);
    const second = await server.ask(
      'GET',
      `/api/v1/players/${ANN}/matches?limit=1&before=${first.body.next}`,
    );
    const third = await server.ask(
      'GET',
      `/api/v1/players/${ANN}/matches?limit=1&before=${second.body.next}`,
    );

    assert.deepEqual(
      first.body.matches.map((match: { id: string }) => match.id),
      [RUNNING],
    );
    assert.deepEqual(
      second.body.matches.map((match: { id: string }) => match.id),
      [OVER],
    );
    assert.deepEqual(third.body, { matches: [], next: null });
  });

  for (const query of ['limit=0', 'limit=101', 'limit=x', 'limit=1&limit=2', 'before=yesterday']) {
    it(`refuses ${query}`, async () => {
      const { status, body } = await server.ask('GET', `/api/v1/players/${ANN}/matches?${query}`);

      assert.deepEqual([status, body.code], [400, 'invalid_request']);
      assert.equal(body.errors[0].path, `query.${query.split('=')[0]}`);
    });
  }

  it('tells presence of whoever asks', async () => {
    await server.ask('GET', '/api/v1/players/me', { as: ANN });
    await server.ask('GET', `/api/v1/players/${BEN}`);

    assert.deepEqual(server.seen, [ANN]);
  });
});
