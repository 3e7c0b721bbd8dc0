import assert from 'node:assert/strict';
import { arena } from '../../src/games/arena/arena.ts';
import { packCommands, unpackCommands } from '../../src/match/inputLog.ts';
import { ANN, BEN, BOT, LEDGER, NOBODY, OPENING, OVER, RUNNING } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

const path = (match: string, rest = '') => `/api/v1/matches/${match}${rest}`;

describe('/matches', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.close());

  it('shows a finished match with its standings, best first, and the ratings', async () => {
    const { status, body } = await server.ask('GET', path(OVER));

    assert.equal(status, 200);
    assert.equal(body.id, OVER);
    assert.deepEqual([body.phase, body.outcome, body.why], ['finished', 'finished', 'Close in rating.']);
    assert.deepEqual(body.standings, [
      { id: BEN, rank: 1, score: 60 },
      { id: ANN, rank: 2, score: 40 },
      { id: BOT, rank: 3, score: 0 },
    ]);
    assert.equal(body.players[1].left, true);
    assert.deepEqual(body.players[0].rating.after, { mu: 1512.4, sigma: 300.5, played: 6 });
    assert.equal(body.players[2].rating, null);
  });

  it('shows a running match with what is known of it live', async () => {
    const { status, body } = await server.ask('GET', path(RUNNING));

    assert.equal(status, 200);
    assert.deepEqual([body.phase, body.outcome, body.spectators], ['playing', 'running', 4]);
    assert.deepEqual([body.finished_at, body.standings], [null, []]);
  });

  it('shows a match that opens, of which there is no record yet', async () => {
    const { status, body } = await server.ask('GET', path(OPENING));

    assert.equal(status, 200);
    assert.deepEqual(
      [body.phase, body.outcome, body.why, body.players.length],
      ['waiting', 'running', null, 3],
    );
  });

  it('knows which matches there are', async () => {
    for (const rest of ['', '/points', '/replay', '/records']) {
      const { status, body } = await server.ask('GET', path(NOBODY, rest));
      assert.deepEqual([rest, status, body.code], [rest, 404, 'unknown_match']);
    }
  });

  it('refuses an id that is none', async () => {
    const { status, body } = await server.ask('GET', path('relay-1'));

    assert.deepEqual([status, body.code, body.errors[0].path], [400, 'invalid_request', 'path.id']);
  });

  it('shows points and ledger of a running match', async () => {
    const { status, body } = await server.ask('GET', path(RUNNING, '/points'));

    assert.equal(status, 200);
    assert.deepEqual(body, {
      match_id: RUNNING,
      running: true,
      points: { [ANN]: 95, [BEN]: 115 },
      ledger: LEDGER,
    });
  });

  it('shows points and ledger of a finished match from the records', async () => {
    const { status, body } = await server.ask('GET', path(OVER, '/points'));

    assert.equal(status, 200);
    assert.deepEqual(body.points, { [ANN]: -5, [BEN]: 15, [BOT]: 0 });
    assert.deepEqual([body.running, body.ledger], [false, LEDGER]);
  });

  it('shows the journal once a match is over, and not before', async () => {
    const over = await server.ask('GET', path(OVER, '/replay'));
    const running = await server.ask('GET', path(RUNNING, '/replay'));
    const opening = await server.ask('GET', path(OPENING, '/replay'));

    assert.equal(over.status, 200);
    assert.deepEqual(over.body.journal, [
      { seq: 1, at: 100, kind: 'act', by: ANN, request_id: 'r', input: { action: 'skip' } },
    ]);
    const thin = await server.ask('GET', path(OVER, '/replay?format=2'));
    assert.deepEqual(thin.body, over.body, 'a game without inputs has one format');
    const odd = await server.ask('GET', path(OVER, '/replay?format=3'));
    assert.deepEqual([odd.status, odd.body.code], [400, 'invalid_request']);
    assert.deepEqual([over.body.setup.seed, over.body.game_ms], ['s', 299_000]);
    assert.deepEqual([running.status, running.body.code], [404, 'match_not_finished']);
    assert.deepEqual([opening.status, opening.body.code], [404, 'match_not_finished']);
  });

  it('tells the inputs of a game that moves in one piece to who asks for it', async () => {
    const shape = arena.live.input;
    const input = (step: number) => ({ mx: 127, my: 0, aim: step, buttons: 0, view: step });
    const taken = [2, 4, 6].map((step) => ({ step, seat: step % 3, input: input(step) }));
    const entries = taken.map((one, i) => ({
      ...{ seq: i + 1, at: 30 * (i + 1), kind: 'inputs' as const, by: '', request_id: '' },
      input: packCommands(shape, [one]),
    }));
    const setup = { id: OVER, game: 'arena', seed: 's', seats: [] };
    const film = { setup, journal: entries, gameMs: 90, finalState: {}, stateHash: '' };
    const moving = await startHttp({
      games: new Map([['arena', arena]]),
      records: { replay: async () => film },
    } as never);
    try {
      const stored = await moving.ask('GET', path(OVER, '/replay'));
      assert.deepEqual(stored.body.journal, entries);
      const { body } = await moving.ask('GET', path(OVER, '/replay?format=2'));
      assert.equal(body.journal.length, 1);
      assert.deepEqual([body.journal[0].seq, body.journal[0].at], [1, 90]);
      assert.deepEqual(unpackCommands(shape, body.journal[0].input), taken);
    } finally {
      await moving.close();
    }
  });

  it('shows what its game kept once a match is over, and not before', async () => {
    const over = await server.ask('GET', path(OVER, '/records'));
    assert.deepEqual(over.body, {
      match_id: OVER,
      records: [{ kind: 'puzzle', player: ANN, at: 50, data: { id: '1-1' } }],
    });
    for (const id of [RUNNING, OPENING]) {
      const { status, body } = await server.ask('GET', path(id, '/records'));
      assert.deepEqual([status, body.code], [404, 'match_not_finished']);
    }
  });
});

describe('/matches/:id/state', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.close());

  /** Long-polls of live matches that hang: each promise resolves when its poll has arrived. */
  function hang(count: number): { arrived: Promise<void>[]; answer(version: number): void } {
    const polls = Array.from({ length: count }, () => Promise.withResolvers<void>());
    const { promise, resolve } = Promise.withResolvers<{ version: number; state: object }>();
    const arriving = [...polls];
    server.next.state = (waitMs) => {
      if (waitMs > 0) arriving.shift()?.resolve();
      return waitMs > 0 ? promise : Promise.resolve({ version: 1, state: {} });
    };
    return {
      arrived: polls.map((poll) => poll.promise),
      answer: (version) => resolve({ version, state: {} }),
    };
  }

  it('answers at once without `since`, for the eyes of the caller', async () => {
    const { status, body } = await server.ask('GET', path(RUNNING, '/state'), { as: ANN });

    assert.equal(status, 200);
    assert.deepEqual([body.match_id, body.version, body.state.phase], [RUNNING, 7, 'playing']);
    assert.deepEqual(server.asked, [['state', RUNNING, ANN, -1, 0]]);
  });

  it('says whether the game stands', async () => {
    const standing = async () =>
      (await server.ask('GET', path(RUNNING, '/state'), { as: ANN })).body.standing;
    assert.equal(await standing(), false);
    server.next.state = async () => ({ version: 1, state: {}, standing: true });
    assert.equal(await standing(), true);
  });

  it('waits up to 25 s with `since`, or as long as the caller likes', async () => {
    await server.ask('GET', path(RUNNING, '/state?since=3'), { as: ANN });
    await server.ask('GET', path(RUNNING, '/state?since=0&wait=2'), { as: ANN });
    await server.ask('GET', path(RUNNING, '/state?since=4&wait=0'), { as: ANN });

    assert.deepEqual(server.asked, [
      ['state', RUNNING, ANN, 3, 25_000],
      ['state', RUNNING, ANN, 0, 2000],
      ['state', RUNNING, ANN, 4, 0],
    ]);
  });

  for (const query of ['since=-1', 'since=x', 'since=1.5', 'since=1e400', 'since=0&wait=26']) {
    it(`refuses ${query}`, async () => {
      const { status, body } = await server.ask('GET', path(RUNNING, `/state?${query}`), { as: ANN });

      assert.deepEqual([status, body.code], [400, 'invalid_request']);
    });
  }

  it('wants to know who asks, and knows which matches run', async () => {
    const nobody = await server.ask('GET', path(RUNNING, '/state'));
    const over = await server.ask('GET', path(OVER, '/state?since=1'), { as: ANN });

    assert.deepEqual([nobody.status, nobody.body.code], [401, 'token_missing']);
    assert.deepEqual([over.status, over.body.code], [404, 'match_not_running']);
  });

  it('ends an older wait of the same player for the same match', async () => {
    const hanging = hang(2);
    const older = server.ask('GET', path(RUNNING, '/state?since=7'), { as: ANN });
    await hanging.arrived[0];
    const newer = server.ask('GET', path(RUNNING, '/state?since=7'), { as: ANN });

    const superseded = await older;
    hanging.answer(8);

    assert.deepEqual([superseded.status, superseded.body.code], [409, 'superseded']);
    assert.deepEqual([(await newer).status, (await newer).body.version], [200, 8]);
  });

  it('lets different players wait side by side', async () => {
    const hanging = hang(2);
    const asked = [ANN, BEN].map((as) => server.ask('GET', path(RUNNING, '/state?since=7'), { as }));
    await Promise.all(hanging.arrived);

    hanging.answer(8);

    assert.deepEqual(
      (await Promise.all(asked)).map(({ status }) => status),
      [200, 200],
    );
  });

  it('lets go of a client that went away', async () => {
    const logged = Promise.withResolvers<Record<string, unknown>>();
    server.services.metrics.http.answered = (request) => logged.resolve({ ...request });
    const hanging = hang(1);
    const gone = new AbortController();
    const asked = server.ask('GET', path(RUNNING, '/state?since=7'), { as: ANN, signal: gone.signal });
    await hanging.arrived[0];

    gone.abort();

    await assert.rejects(asked, { name: 'AbortError' });
    assert.equal((await logged.promise).status, 499);
  });

  it('ends all waits when the server stops', async () => {
    const hanging = hang(1);
    const asked = server.ask('GET', path(RUNNING, '/state?since=7'), { as: ANN });
    await hanging.arrived[0];

    server.http.close();
    const { status, body, headers } = await asked;
    const later = await server.ask('GET', path(RUNNING, '/state?since=7'), { as: ANN });

    assert.deepEqual([status, body.code, headers.get('retry-after')], [503, 'retry_later', '1']);
    assert.equal(later.status, 503);
  });
});
