import assert from 'node:assert/strict';
import { FakeServer } from './support/FakeServer.ts';
import { becomes, happens, holds, joined } from './support/happens.ts';

describe('Playing without a socket', () => {
  let server: FakeServer;
  before(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.reset());
  after(() => server.stop());

  /** A player in a match of their own, over HTTP because sockets do not open. */
  async function blocked() {
    server.sockets = 'refused';
    const player = await server.guest();
    await player.parlor.enterLobby();
    const match = await server.match(player);
    const mine = await player.parlor.resume();
    assert.ok(mine);
    await becomes(mine, 'polling');
    return { ...player, match, mine };
  }

  it('is what happens when sockets do not open', async () => {
    const { parlor, match, mine, clock, id } = await blocked();
    const seen = happens(mine, 'state', (state) => state.version === 2);

    const reply = await mine.act({ action: 'score' });
    clock.advance(250);

    assert.equal(reply.version, 2);
    assert.deepEqual((await seen).players[id], match.view().players[id]);
    assert.equal(parlor.status, 'polling');
  });

  it('is what happens when sockets hang', async () => {
    server.sockets = 'hanging';
    const { parlor, clock, id, name } = await server.guest();
    const match = await server.match({ id, name });
    let opening = clock.isSet((ms) => ms === 5000);
    const resuming = parlor.resume();
    const waiting = clock.isSet((ms) => ms <= 500);
    await opening;
    clock.advance(5000);
    const mine = await resuming;
    assert.ok(mine);
    await waiting;
    opening = clock.isSet((ms) => ms === 5000);
    clock.advance(500);
    await opening;

    clock.advance(5000);
    await becomes(mine, 'polling');

    assert.equal((await mine.act({ action: 'score' })).version, 2);
    assert.equal(match.applied.length, 1);
  });

  it('is what happens when sockets open but do not hold', async () => {
    const { parlor, clock, id, name } = await server.guest();
    const match = await server.match({ id, name });
    const mine = await parlor.resume();
    assert.ok(mine);
    await joined(mine);

    for (const drop of [1, 2, 3]) {
      const away = happens(mine, 'status', (status) => status !== 'live');
      server.cut(match);
      await away;
      if (drop === 3) break;
      await becomes(mine, 'live');
      await happens(mine, 'state');
    }
    await becomes(mine, 'polling');

    assert.equal((await mine.act({ action: 'score' })).version, 2);
    clock.advance(500);
    await becomes(mine, 'live');
  });

  it('follows the state as it changes', async () => {
    const { match, mine, clock } = await blocked();
    const polled = happens(match.seen, 'polled');
    clock.advance(250);
    await polled;
    const seen = happens(mine, 'state', (state) => state.phase === 'finished');

    match.phase = 'finished';
    match.change();

    assert.equal((await seen).version, 2);
  });

  it('tells refusals with the same codes', async () => {
    const { mine } = await blocked();

    await assert.rejects(mine.act({ action: 'fly' }), {
      name: 'ParlorError',
      code: 'unknown_action',
      status: 409,
    });
  });

  it('applies an action once when its reply is lost', async () => {
    const { match, mine, clock } = await blocked();
    match.faults = ['lose'];
    const pausing = clock.isSet((ms) => ms < 250);

    const reply = mine.act({ action: 'score' });
    await pausing;
    clock.advance(250);

    assert.deepEqual(await reply, { request_id: match.applied[0]?.request_id, version: 2 });
    assert.equal(match.applied.length, 1);
  });

  it('applies an action once when the socket is lost with its reply and does not come back', async () => {
    const { parlor, clock, id, name } = await server.guest();
    const match = await server.match({ id, name });
    const mine = await parlor.resume();
    assert.ok(mine);
    await joined(mine);
    match.faults = ['lose'];
    server.sockets = 'refused';
    const away = happens(mine, 'status', (status) => status === 'reconnecting');

    const reply = mine.act({ action: 'score' });
    await away;
    const waiting = clock.isSet((ms) => ms > 250 && ms <= 500);
    parlor.wake();
    await waiting;
    clock.advance(500);

    assert.deepEqual(await reply, { request_id: match.applied[0]?.request_id, version: 2 });
    assert.equal(mine.status, 'polling');
    assert.equal(match.applied.length, 1);
  });

  it('goes back to the socket when it works again, and stops polling', async () => {
    const { match, mine, clock } = await blocked();
    server.sockets = 'open';

    clock.advance(500);
    await becomes(mine, 'live');

    assert.equal((await mine.act({ action: 'score' })).version, 2);
    assert.equal(match.polls, 0);
  });

  it('is not thought of again once the socket works: a drop is a drop', async () => {
    const { mine, match, clock } = await blocked();
    server.sockets = 'open';
    clock.advance(500);
    await becomes(mine, 'live');
    await happens(mine, 'state');
    await holds(mine, clock);
    const statuses: string[] = [];
    mine.on('status', (status) => statuses.push(status));
    const back = happens(mine, 'status', (status) => status === 'live');

    server.cut(match);
    await back;

    assert.deepEqual(statuses, ['reconnecting', 'live']);
  });

  it('is offline when HTTP does not work either, and comes back by itself', async () => {
    const { mine, clock } = await blocked();
    const offline = happens(mine, 'status', (status) => status === 'offline');
    const waiting = clock.isSet((ms) => ms > 250 && ms <= 500);
    server.down();
    clock.advance(250);
    await Promise.all([offline, waiting]);
    server.up();
    server.sockets = 'refused';

    const polling = happens(mine, 'status', (status) => status === 'polling');
    clock.advance(500);

    assert.equal(await polling, 'polling');
  });

  it('keeps an action that was done offline', async () => {
    const { match, mine, clock } = await blocked();
    const waiting = clock.isSet((ms) => ms > 250 && ms <= 500);
    const offline = happens(mine, 'status', (status) => status === 'offline');
    server.down();
    clock.advance(250);
    await Promise.all([offline, waiting]);

    const reply = mine.act({ action: 'score' });
    server.up();
    clock.advance(500);

    assert.equal((await reply).version, 2);
    assert.equal(match.applied.length, 1);
  });

  it('ends when the match does, with its result', async () => {
    const { match, mine, clock, id } = await blocked();
    const closed = happens(mine, 'closed');
    const told = happens(mine, 'result');
    server.world.over(match);

    clock.advance(250);

    assert.equal(await closed, 'over');
    assert.deepEqual((await told).standings, [{ id, rank: 1, score: 0 }]);
  });

  it('gives way to another tab that polls', async () => {
    const { match, mine, clock } = await blocked();
    const closed = happens(mine, 'closed');
    match.superseded = true;

    clock.advance(250);

    assert.equal(await closed, 'opened_elsewhere');
  });

  it('forfeits over HTTP too', async () => {
    const { match, mine, id } = await blocked();

    await mine.leave();

    assert.equal(match.players[id]?.left, true);
    assert.equal(mine.closed, 'left');
  });

  it('keeps the seat when the server cannot be told of leaving', async () => {
    const { match, mine, id } = await blocked();
    server.down();

    await assert.rejects(mine.leave(), { name: 'ParlorError', code: 'unreachable' });

    assert.equal(match.players[id]?.left, false);
    assert.equal(mine.closed, null);
  });

  it('opens no socket at all when told so', async () => {
    const { parlor, clock, id, name } = await server.guest({ transport: 'http' });
    const match = await server.match({ id, name });
    await parlor.enterLobby();
    const mine = await parlor.resume();
    assert.ok(mine);
    await becomes(mine, 'polling');

    parlor.wake();
    clock.advance(60_000);

    assert.equal((await mine.act({ action: 'score' })).version, 2);
    assert.equal(server.upgrades, 0);
    assert.equal(match.applied.length, 1);
  });
});
