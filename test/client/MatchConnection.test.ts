import assert from 'node:assert/strict';
import type { MatchConnection } from '../../client/MatchConnection.ts';
import type { FakeMatch } from './support/FakeMatch.ts';
import { FakeServer } from './support/FakeServer.ts';
import { happens, joined, settle } from './support/happens.ts';

describe('MatchConnection', () => {
  let server: FakeServer;
  before(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.reset());
  after(() => server.stop());

  /** A player in a match of their own, connected. */
  async function seated() {
    const player = await server.guest();
    const match = await server.match(player);
    const mine = await player.parlor.resume();
    assert.ok(mine);
    await joined(mine);
    return { ...player, match, mine };
  }

  const stateOf = (mine: MatchConnection, match: FakeMatch) =>
    mine.version === match.version
      ? Promise.resolve(mine.state)
      : happens(mine, 'state', (state) => state.version === match.version);

  it('shows the visible state as plain data, a new object after each change', async () => {
    const { match, mine, id } = await seated();
    const before = await stateOf(mine, match);
    const changed = happens(mine, 'state', (state) => state.version === 2);

    await mine.act({ action: 'score' });

    const after = await changed;
    assert.equal(after.players[id]?.points, 1);
    assert.equal(before?.players[id]?.points, 0);
    assert.deepEqual(after, { ...match.view() });
    assert.equal(Object.getPrototypeOf(after.players), Object.prototype);
    assert.equal(mine.state, after);
  });

  it('tells what moves without another version at once, then four times a second; decisions always at once', async () => {
    const { match, mine, id, clock } = await seated();
    await stateOf(mine, match);
    clock.advance(250);
    const told: unknown[] = [];
    mine.on('state', (state) => told.push(state.players[id]?.points));
    const moves = async (points: number) => {
      Object.assign(match.players[id] ?? {}, { points });
      match.sync();
      server.world.rooms.get(match.id)?.broadcastPatch();
      const heard = happens(mine, 'standing');
      server.broadcast(match, 'standing', { standing: !mine.standing });
      await heard;
    };
    for (let points = 1; points <= 5; points++) await moves(points);
    assert.deepEqual(told, [1]);
    assert.equal(mine.state?.players[id]?.points, 1);
    clock.advance(249);
    assert.deepEqual(told, [1]);
    clock.advance(1);
    assert.deepEqual(told, [1, 5]);
    await moves(6);
    const scored = happens(mine, 'state', (state) => state.version === 2);
    await mine.act({ action: 'score' });
    await scored;
    clock.advance(1_000);
    assert.deepEqual(told, [1, 5, 7]);
    await moves(8);
    assert.deepEqual(told, [1, 5, 7, 8]);
  });

  it('does an action and tells its reply', async () => {
    const { match, mine, id } = await seated();

    const reply = await mine.act({ action: 'score' });

    const [applied] = match.applied;
    assert.deepEqual(reply, { request_id: applied?.request_id, version: 2 });
    assert.equal(applied?.player, id);
  });

  it('says while the game stands, as nothing can be stored, and when it goes on', async () => {
    const { match, mine } = await seated();
    assert.equal(mine.standing, false);
    for (const standing of [true, false]) {
      const told = happens(mine, 'standing');
      server.broadcast(match, 'standing', { standing });
      assert.deepEqual([await told, mine.standing], [standing, standing]);
    }
  });

  it('tells why an action was refused', async () => {
    const { mine } = await seated();

    await assert.rejects(mine.act({ action: 'fly' }), {
      name: 'ParlorError',
      code: 'unknown_action',
      message: 'There is no such action.',
    });
  });

  it('asks again, unchanged, when the server says so or answers nothing', async () => {
    const { match, mine, clock } = await seated();
    match.faults = ['fail', 'retry_later'];
    let pausing = clock.isSet((ms) => ms < 1000);

    const reply = mine.act({ action: 'score' });
    await pausing;
    pausing = clock.isSet((ms) => ms < 1000);
    clock.advance(1000);
    await pausing;
    clock.advance(1000);

    assert.equal((await reply).version, 2);
    assert.equal(match.applied.length, 1);
  });

  it('carries chat', async () => {
    const { mine, id } = await seated();
    const heard = happens(mine, 'chat');

    await mine.say('Well played.');

    assert.equal((await heard).text, 'Well played.');
    assert.deepEqual(
      mine.chatLog.map(({ from, text }) => [from, text]),
      [[id, 'Well played.']],
    );
  });

  it('tells animations and the result', async () => {
    const { match, mine } = await seated();
    const shown = happens(mine, 'animation');
    const told = happens(mine, 'result');

    server.broadcast(match, 'animation', { kind: 'award', amount: 5 });
    server.broadcast(match, 'result', {
      match_id: match.id,
      outcome: 'finished',
      standings: [],
      why: 'They waited.',
    });

    assert.deepEqual(await shown, { kind: 'award', amount: 5 });
    assert.deepEqual(await told, {
      match_id: match.id,
      outcome: 'finished',
      standings: [],
      rating_changes: [],
      why: 'They waited.',
    });
    assert.equal(mine.result, await told);
  });

  it('asks the records for a result that the room did not tell', async () => {
    const { match, mine, clock, id } = await seated();
    const finished = happens(mine, 'state', (state) => state.phase === 'finished');
    match.phase = 'finished';
    match.change();
    await finished;
    server.world.over(match);
    const told = happens(mine, 'result');

    clock.advance(3000);

    assert.deepEqual(await told, {
      match_id: match.id,
      outcome: 'finished',
      standings: [{ id, rank: 1, score: 0 }],
      rating_changes: [
        {
          player: id,
          before: { mu: 1500, sigma: 500, played: 0 },
          after: { mu: 1520, sigma: 480, played: 1 },
        },
      ],
      why: 'They waited.',
    });
  });

  it('is over when the room is', async () => {
    const { match, mine, id } = await seated();
    const closed = happens(mine, 'closed');
    const told = happens(mine, 'result');
    server.world.over(match);

    await server.endRoom(match);

    assert.equal(await closed, 'over');
    assert.deepEqual((await told).standings, [{ id, rank: 1, score: 0 }]);
    await assert.rejects(mine.act({ action: 'score' }), { code: 'match_over' });
  });

  it('forfeits when told to leave', async () => {
    const { match, mine, parlor, id } = await seated();

    await mine.leave();

    assert.equal(match.players[id]?.left, true);
    assert.equal(mine.closed, 'left');
    assert.equal(parlor.match, mine);
    await assert.rejects(mine.act({ action: 'score' }), { code: 'closed' });
  });

  it('never forfeits by closing', async () => {
    const { match, parlor, mine, clock, id } = await seated();
    const dropped = happens(match.seen, 'dropped');

    parlor.close();

    await dropped;
    assert.equal(match.players[id]?.left, false);
    assert.equal(mine.closed, 'closed');
    assert.equal(clock.pending, 0);
  });

  it('gives way to another tab, and does not fight for the seat', async () => {
    const { match, mine, clock, id, name } = await seated();
    const closed = happens(mine, 'closed');

    const other = await server.otherTab({ id, name });
    const theirs = await other.resume();

    assert.equal(await closed, 'opened_elsewhere');
    assert.equal(theirs?.status, 'live');
    assert.equal(match.players[id]?.left, false);
    assert.equal(clock.pending, 0);
  });

  it('watches without a seat', async () => {
    const { match, id } = await seated();
    const spectator = await server.guest();

    const watched = await spectator.parlor.watch(match.id);

    const state = await stateOf(watched, match);
    assert.deepEqual(Object.keys(state?.players ?? {}), [id]);
    assert.equal(watched.role, 'spectator');
    assert.equal(watched.game, 'relay');
    await assert.rejects(watched.act({ action: 'score' }), { name: 'ParlorError', code: 'spectator' });
    await watched.leave();
    assert.equal(watched.closed, 'left');
  });

  it('cannot watch what is not there', async () => {
    const { parlor } = await server.guest();

    await assert.rejects(parlor.watch('nowhere'), { name: 'ParlorError', code: 'match_not_running' });
  });

  it('is entered once, however often one resumes', async () => {
    const { parlor, mine } = await seated();

    assert.equal(await parlor.resume(), mine);
  });

  it('closes the match that one watches when another is entered', async () => {
    const watched = await seated();
    const player = await server.guest();
    const watching = await player.parlor.watch(watched.match.id);
    const match = await server.match(player);

    const mine = await player.parlor.resume();

    assert.equal(watching.closed, 'closed');
    assert.equal(mine?.id, match.id);
    assert.equal(player.parlor.match, mine);
  });

  it('is refused to those without a seat', async () => {
    const { match } = await seated();
    const stranger = await server.guest();
    server.world.playing.set(stranger.id, match.id);
    const problem = happens(stranger.parlor, 'problem');

    const mine = await stranger.parlor.resume();

    assert.equal(mine?.closed, 'refused');
    assert.equal((await problem).code, 'not_seated');
  });

  it('tells of each measurement of the round trip', async () => {
    const player = await server.guest();
    await server.match(player);
    const first = happens(player.parlor, 'ping', (ms) => ms === 0);
    const mine = await player.parlor.resume();
    assert.ok(mine);
    await first;
    const [own, shown] = [happens(mine, 'ping'), happens(player.parlor, 'ping')];

    player.clock.advance(1000);
    player.clock.advance(80);

    assert.deepEqual([await own, await shown, mine.ping, player.parlor.ping], [80, 80, 80, 80]);
  });

  it('keeps the first result that it was told', async () => {
    const { match, mine } = await seated();
    const result = { match_id: match.id, outcome: 'finished' as const, standings: [], why: 'The first.' };
    const after = happens(mine, 'animation');

    server.broadcast(match, 'result', result);
    server.broadcast(match, 'result', { ...result, why: 'The second.' });
    server.broadcast(match, 'animation', { kind: 'award' });
    await after;

    assert.equal(mine.result?.why, 'The first.');
  });

  it('gives up asking for a result that nobody stores', async () => {
    const { parlor, match, mine, clock } = await seated();
    let tries = 0;
    match.seen.on('recorded', () => {
      tries += 1;
    });
    const closed = happens(mine, 'closed');
    await server.endRoom(match); // its record says for ever that it runs
    await closed;

    for (let round = 0; round < 20; round++) {
      await parlor.api.statistics(); // time for the record to be answered
      await settle();
      clock.advance(10_000);
    }

    assert.equal(tries, 8);
    assert.equal(clock.pending, 0);
  });
});
