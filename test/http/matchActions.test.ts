import assert from 'node:assert/strict';
import { Problem } from '../../src/lib/problem.ts';
import { ANN, BEN, NOBODY, OVER, PUZZLE, RUNNING } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

const path = (rest: string, match = RUNNING) => `/api/v1/matches/${match}/${rest}`;

describe('acting over HTTP', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.close());

  const skip = { request_id: 'r1', action: 'skip', puzzle_id: 'p1' };

  it('hands an action to the match as it came, and answers what the match does', async () => {
    const { status, body } = await server.ask('POST', path('actions'), { as: ANN, json: skip });

    assert.equal(status, 200);
    assert.deepEqual(body, { request_id: 'r1', version: 8, correct: true });
    assert.deepEqual(server.asked, [['act', RUNNING, ANN, skip]]);
  });

  for (const [code, expected] of Object.entries({
    invalid_request: 422,
    invalid_action: 422,
    not_seated: 403,
    match_over: 409,
    left: 409,
    locked: 409,
  })) {
    it(`answers the refusal ${code} with ${expected}, telling which request`, async () => {
      server.next.reply = { request_id: 'r1', code, message: 'No.' };

      const { status, body } = await server.ask('POST', path('actions'), { as: ANN, json: skip });

      assert.equal(status, expected);
      assert.deepEqual([body.code, body.detail, body.request_id], [code, 'No.', 'r1']);
    });
  }

  it('says when time lifts a refusal', async () => {
    server.next.reply = { request_id: 'r1', code: 'too_fast', message: 'No.', retry_after_ms: 1350 };

    for (const rest of ['actions', 'puzzle/answer']) {
      const { status, body, headers } = await server.ask('POST', path(rest), { as: ANN, json: skip });
      assert.deepEqual([status, body.code, body.retry_after_ms], [409, 'too_fast', 1350]);
      assert.equal(headers.get('retry-after'), '2');
    }
  });

  it('tells whatever else the game tells of a refusal', async () => {
    server.next.reply = { request_id: 'r1', code: 'raise_too_small', message: 'No.', min: 40 };
    const { status, body } = await server.ask('POST', path('actions'), { as: ANN, json: skip });
    assert.deepEqual([status, body.code, body.min, body.request_id], [409, 'raise_too_small', 40, 'r1']);
  });

  it('tells which request it was, too, when the match could not take it', async () => {
    server.services.live.ask = async () => {
      throw new Problem(503, 'retry_later', 'Send it again.');
    };

    const { status, body, headers } = await server.ask('POST', path('actions'), { as: ANN, json: skip });

    assert.deepEqual([status, body.code, body.request_id], [503, 'retry_later', 'r1']);
    assert.equal(body.retry_after_ms, 250);
    assert.equal(headers.get('retry-after'), '1');
  });

  it('leaves it to the match to judge what is no action', async () => {
    const strange = { request_id: 7, action: ['x'], deep: { a: [1, null] } };

    await server.ask('POST', path('actions'), { as: ANN, json: strange });
    await server.ask('POST', path('actions'), { as: ANN, json: {} });

    assert.deepEqual(server.asked, [
      ['act', RUNNING, ANN, strange],
      ['act', RUNNING, ANN, {}],
    ]);
  });

  it('refuses what is not even an object', async () => {
    const list = await server.ask('POST', path('actions'), { as: ANN, json: [skip] });
    const nothing = await server.ask('POST', path('actions'), { as: ANN });

    assert.deepEqual([list.status, list.body.code], [400, 'invalid_request']);
    assert.deepEqual([nothing.status, nothing.body.code], [400, 'invalid_request']);
    assert.deepEqual(server.asked, []);
  });

  it('shows the caller’s open puzzle', async () => {
    const { status, body } = await server.ask('GET', path('puzzle'), { as: ANN });

    const { id, ...rest } = PUZZLE;
    assert.equal(status, 200);
    assert.deepEqual(body, { ...rest, match_id: RUNNING, version: 7, puzzle_id: id });
  });

  it('says why there is no puzzle', async () => {
    const none = await server.ask('GET', path('puzzle'), { as: BEN });
    server.next.state = async () => ({ version: 7, state: { players: { [ANN]: { puzzle: { id: '' } } } } });
    const out = await server.ask('GET', path('puzzle'), { as: ANN });
    const notSeated = await server.ask('GET', path('puzzle'), { as: BEN });

    assert.deepEqual([none.status, none.body.code], [404, 'no_puzzle']);
    assert.deepEqual([out.status, out.body.code], [404, 'no_puzzle']);
    assert.deepEqual([notSeated.status, notSeated.body.code], [403, 'not_seated']);
  });

  it('takes an answer as the action `answer`, whatever else the body says', async () => {
    const json = { request_id: 'r2', puzzle_id: 'p1', answer: '8', action: 'skip' };

    const { status } = await server.ask('POST', path('puzzle/answer'), { as: ANN, json });

    assert.equal(status, 200);
    assert.deepEqual(server.asked, [['act', RUNNING, ANN, { ...json, action: 'answer' }]]);
  });

  it('answers a refused answer like a refused action', async () => {
    server.next.reply = { request_id: 'r2', code: 'puzzle_closed', message: 'Closed.' };

    const { status, body } = await server.ask('POST', path('puzzle/answer'), {
      as: ANN,
      json: { request_id: 'r2', puzzle_id: 'p1', answer: '8' },
    });

    assert.deepEqual([status, body.code, body.request_id], [409, 'puzzle_closed', 'r2']);
  });

  it('lets a player forfeit', async () => {
    const { status, body } = await server.ask('POST', path('leave'), { as: ANN });

    assert.equal(status, 200);
    assert.deepEqual(body, { match_id: RUNNING, left: true });
    assert.deepEqual(server.asked, [['leave', RUNNING, ANN]]);
  });

  it('lets the operator force a decay, and nobody else', async () => {
    const operator = await server.ask('POST', path('decay'), { operator: true });
    const player = await server.ask('POST', path('decay'), { as: ANN });

    assert.deepEqual([operator.status, operator.body], [200, { match_id: RUNNING, version: 9 }]);
    assert.deepEqual([player.status, player.body.code], [401, 'operator_required']);
    assert.deepEqual(server.asked, [['command', RUNNING, 'decay', 'operator']]);
  });

  it('answers what was done before the end as it did then, however late it is asked again', async () => {
    const again = { json: { ...skip, request_id: 'r' } };
    const { status, body } = await server.ask('POST', path('actions', OVER), { as: ANN, ...again });
    assert.deepEqual([status, body], [200, { request_id: 'r', version: 3 }]);
    const other = await server.ask('POST', path('actions', OVER), { as: BEN, ...again });
    assert.deepEqual([other.status, other.body.code], [409, 'match_over'], 'it was not theirs');
  });

  it('knows which matches run', async () => {
    for (const match of [OVER, NOBODY]) {
      const acted = match === OVER ? [409, 'match_over'] : [404, 'match_not_running'];
      for (const rest of ['actions', 'puzzle/answer']) {
        const { status, body } = await server.ask('POST', path(rest, match), { as: ANN, json: skip });
        assert.deepEqual([status, body.code, body.request_id], [...acted, 'r1']);
      }
      const asked = [
        await server.ask('GET', path('puzzle', match), { as: ANN }),
        await server.ask('POST', path('leave', match), { as: ANN }),
        await server.ask('POST', path('decay', match), { operator: true }),
      ];
      for (const { status, body } of asked) assert.deepEqual([status, body.code], [404, 'match_not_running']);
    }
  });
});
