import assert from 'node:assert/strict';
import { ANN, BEN, fakeServices, NOBODY, NOW, RUNNING, STATISTICS, uuid } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

const PREFERENCES = '/api/v1/matchmaking/preferences';
const TICKETS = '/api/v1/matchmaking/tickets';
const TICKET = `${TICKETS}/${uuid(21)}`;

describe('/matchmaking', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.close());

  it('keeps preferences, with what is left out', async () => {
    const before = await server.ask('GET', PREFERENCES, { as: ANN });
    const set = await server.ask('POST', PREFERENCES, {
      as: ANN,
      json: { game: 'relay', regions: { eu: 20.5 } },
    });
    const after = await server.ask('GET', PREFERENCES, { as: ANN });

    assert.deepEqual([before.status, before.body.code], [404, 'no_preferences']);
    assert.deepEqual(set.body, { game: 'relay', regions: { eu: 20.5 }, bots: false });
    assert.deepEqual(after.body, set.body);
    const { body } = await server.ask('POST', PREFERENCES, { as: ANN, json: { game: 'relay', bots: true } });
    assert.deepEqual(body, { game: 'relay', regions: { eu: 20.5 }, bots: true });
  });

  for (const [what, json] of Object.entries({
    'no game': {},
    'a latency that is none': { game: 'relay', regions: { eu: -1 } },
    'a latency that is text': { game: 'relay', regions: { eu: '20' } },
    'a region that no store takes': { game: 'relay', regions: { 'e\u0000u': 1 } },
    'too many regions': {
      game: 'relay',
      regions: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`r${i}`, 1])),
    },
    'bots that are not yes or no': { game: 'relay', bots: 'yes' },
    'members nobody knows': { game: 'relay', colour: 'red' },
    'a list': [],
  })) {
    it(`refuses preferences with ${what}`, async () => {
      const { status, body } = await server.ask('POST', PREFERENCES, { as: ANN, json });

      assert.deepEqual([status, body.code], [400, 'invalid_request']);
      assert.equal(server.preferences.size, 0);
    });
  }

  it('knows its games', async () => {
    const preferences = await server.ask('POST', PREFERENCES, { as: ANN, json: { game: 'chess' } });
    const ticket = await server.ask('POST', TICKETS, { as: ANN, json: { game: 'chess' } });

    assert.deepEqual([preferences.status, preferences.body.code], [404, 'unknown_game']);
    assert.deepEqual([ticket.status, ticket.body.code], [404, 'unknown_game']);
  });

  it('shows statistics to anybody', async () => {
    const { status, body } = await server.ask('GET', '/api/v1/matchmaking/statistics');

    assert.equal(status, 200);
    assert.deepEqual(body, { games: [{ ...STATISTICS, title: 'Relay', playing: 4 }] });
  });

  it('makes statistics once for all who ask in the same seconds, and lets them be stored', async () => {
    const path = '/api/v1/matchmaking/statistics';
    const { live, matchmaking } = fakeServices().services;
    let [now, looked, lists] = [NOW, 0, 0];
    const busy = await startHttp({
      now: () => now,
      live: {
        ...live,
        async list() {
          lists += 1;
          return live.list();
        },
      },
      matchmaking: {
        ...matchmaking,
        async statistics() {
          looked += 1;
          return matchmaking.statistics();
        },
      },
    });
    try {
      const all = await Promise.all(Array.from({ length: 10 }, () => busy.ask('GET', path)));
      for (const { body } of all) assert.equal(body.games[0].playing, 4);
      assert.deepEqual([looked, lists], [1, 1]);
      const headers = all[0]?.headers;
      assert.equal(headers?.get('cache-control'), 'public, max-age=10');

      const same = await fetch(`${busy.url}${path}`, {
        headers: { 'if-none-match': headers?.get('etag') ?? '', 'cache-control': 'max-age=0' },
      });
      assert.deepEqual([same.status, await same.text()], [304, '']);
      now += 5000;
      await busy.ask('GET', path);
      assert.deepEqual([looked, lists], [2, 2]);
    } finally {
      await busy.close();
    }
  });

  it('makes a ticket, and answers the same one again', async () => {
    const first = await server.ask('POST', TICKETS, { as: ANN, json: { game: 'relay', bots: true } });
    const second = await server.ask('POST', TICKETS, { as: ANN, json: { game: 'relay' } });

    assert.deepEqual([first.status, second.status], [201, 200]);
    const location = new URL(first.headers.get('location') ?? '', `http://host/games${TICKETS}`);
    assert.equal(location.pathname, `/games${TICKET}`, 'also below the prefix of a proxy');
    assert.equal(first.body.ticket_id, uuid(21));
    assert.deepEqual(second.body, first.body);
    assert.deepEqual(server.asked[0], ['enqueue', { id: ANN }, { game: 'relay', regions: {}, bots: true }]);
  });

  it('refuses preferences with which a queued party could be nowhere, and keeps none', async () => {
    const json = { game: 'relay', regions: { nowhere: 9 } };
    const refused = await server.ask('POST', PREFERENCES, { as: ANN, json });
    assert.deepEqual([refused.status, refused.body.code], [409, 'no_common_region']);
    assert.equal(server.preferences.size, 0);
  });

  it('takes what a ticket leaves out from the preferences, also without a body', async () => {
    await server.ask('POST', PREFERENCES, {
      as: ANN,
      json: { game: 'relay', regions: { eu: 9 }, bots: true },
    });

    await server.ask('POST', TICKETS, { as: ANN });
    await server.ask('POST', TICKETS, { as: ANN, json: { bots: false } });

    assert.deepEqual(
      server.asked.map(([, , request]) => request),
      [
        { game: 'relay', regions: { eu: 9 }, bots: true },
        { game: 'relay', regions: { eu: 9 }, bots: false },
      ],
    );
  });

  it('asks for a game when there is none', async () => {
    const { status, body } = await server.ask('POST', TICKETS, { as: ANN, json: {} });

    assert.deepEqual([status, body.code], [400, 'game_missing']);
  });

  it('tells who is in a match which one', async () => {
    const { status, body } = await server.ask('POST', TICKETS, { as: BEN, json: { game: 'relay' } });

    assert.deepEqual([status, body.code, body.match_id], [409, 'already_in_match', RUNNING]);
  });

  it('shows, accepts, declines and cancels a ticket of the caller', async () => {
    await server.ask('POST', TICKETS, { as: ANN, json: { game: 'relay' } });

    const shown = await server.ask('GET', TICKET, { as: ANN });
    const accepted = await server.ask('POST', `${TICKET}/accept`, { as: ANN });
    const declined = await server.ask('POST', `${TICKET}/decline`, { as: ANN });
    const cancelled = await server.ask('DELETE', TICKET, { as: ANN });

    assert.deepEqual([shown.status, shown.body.state], [200, 'waiting']);
    assert.deepEqual([accepted.status, accepted.body.match_id], [200, RUNNING]);
    assert.deepEqual([declined.status, declined.body.code], [409, 'no_ready_check']);
    assert.deepEqual([cancelled.status, cancelled.body.state], [200, 'cancelled']);
  });

  it('keeps tickets from others', async () => {
    await server.ask('POST', TICKETS, { as: ANN, json: { game: 'relay' } });

    const asked = [
      await server.ask('GET', TICKET, { as: BEN }),
      await server.ask('DELETE', TICKET, { as: BEN }),
      await server.ask('POST', `${TICKET}/accept`, { as: BEN }),
      await server.ask('POST', `${TICKET}/decline`, { as: BEN }),
      await server.ask('GET', `${TICKETS}/${NOBODY}`, { as: ANN }),
    ];

    for (const { status, body } of asked) assert.deepEqual([status, body.code], [404, 'unknown_ticket']);
  });
});
