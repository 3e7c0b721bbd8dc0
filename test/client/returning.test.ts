import assert from 'node:assert/strict';
import sinon from 'sinon';
import { FakeServer } from './support/FakeServer.ts';
import { becomes, happens, holds, joined } from './support/happens.ts';

describe('Returning to a match', () => {
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

  it('happens by itself after a drop, on the same seat', async () => {
    const { match, mine, id } = await seated();
    const statuses: string[] = [];
    mine.on('status', (status) => statuses.push(status));
    const back = happens(match.seen, 'entered');

    server.cut(match);
    await back;
    await becomes(mine, 'live');

    assert.deepEqual(statuses, ['reconnecting', 'live']);
    assert.equal(match.players[id]?.left, false);
    assert.equal((await mine.act({ action: 'score' })).version, 2);
  });

  it('happens ten times in a row, and no drop is taken for leaving', async () => {
    const { match, mine, clock, id } = await seated();

    for (let drop = 1; drop <= 10; drop++) {
      await holds(mine, clock);
      const away = happens(mine, 'status', (status) => status === 'reconnecting');
      server.cut(match);
      await away;
      await happens(mine, 'state');
    }

    assert.equal(match.drops.length, 10);
    assert.equal(match.drops.includes(4000), false);
    assert.equal(match.players[id]?.left, false);
    assert.equal((await mine.act({ action: 'score' })).version, 2);
  });

  it('shows what happened meanwhile', async () => {
    const { match, mine } = await seated();
    const away = happens(mine, 'status');
    server.cut(match);
    await away;
    const seen = happens(mine, 'state', (state) => state.version === 3);

    match.change();
    match.change();

    assert.equal((await seen).version, 3);
  });

  it('sends what was done while away, once and in order', async () => {
    const { match, mine } = await seated();
    const away = happens(mine, 'status');
    server.cut(match);
    await away;

    const replies = await Promise.all([mine.act({ action: 'score' }), mine.act({ action: 'score' })]);

    assert.deepEqual(
      replies.map((reply) => reply.version),
      [2, 3],
    );
    assert.deepEqual(
      match.applied.map((one) => one.request_id),
      replies.map((reply) => reply.request_id),
    );
  });

  it('applies an action once when its reply is lost with the socket', async () => {
    const { match, mine, id } = await seated();
    match.faults = ['lose'];

    const reply = await mine.act({ action: 'score' });

    assert.equal(match.applied.length, 1);
    assert.equal(match.players[id]?.points, 1);
    assert.deepEqual(reply, { request_id: match.applied[0]?.request_id, version: 2 });
  });

  it('refuses the 33rd action that waits', async () => {
    const { match, mine } = await seated();
    const away = happens(mine, 'status');
    server.cut(match);
    await away;

    const waiting = Array.from({ length: 32 }, () => mine.act({ action: 'score' }));

    await assert.rejects(mine.act({ action: 'score' }), { name: 'ParlorError', code: 'queue_full' });
    assert.equal((await Promise.all(waiting)).at(-1)?.version, 33);
  });

  it('asks for a fresh seat when the old one cannot be returned to', async () => {
    const { match, mine, clock } = await seated();
    await holds(mine, clock);
    const back = happens(match.seen, 'entered');

    server.kick(match, 4001);
    await back;

    await becomes(mine, 'live');
    assert.equal(mine.closed, null);
  });

  it('takes over from the SDK after 5 s', async () => {
    const { match, mine, clock } = await seated();
    await holds(mine, clock);
    server.sockets = 'hanging';
    const away = happens(mine, 'status');
    server.cut(match);
    await away;
    server.sockets = 'open';
    const back = happens(match.seen, 'entered');

    clock.advance(5000);
    await back;

    await becomes(mine, 'live');
  });

  it('is tried at once when woken', async () => {
    const { parlor, match, mine, clock } = await seated();
    await holds(mine, clock);
    server.down();
    await becomes(mine, 'reconnecting');
    const offline = happens(mine, 'status', (status) => status === 'offline');
    parlor.wake();
    await offline;
    server.up();
    const back = happens(match.seen, 'entered');

    parlor.wake();
    await back;

    await becomes(mine, 'live');
  });

  it('does not come back twice: the SDK, once taken over from, opens no socket', async () => {
    const { parlor, match, mine, clock } = await seated();
    await holds(mine, clock);
    const timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const away = happens(mine, 'status');
    server.cut(match);
    await away;
    const back = happens(match.seen, 'entered');
    parlor.wake();
    await back;
    await becomes(mine, 'live');
    const opened = server.upgrades;

    timers.tick(3000);
    timers.restore();
    for (let i = 0; i < 5; i++) await mine.act({ action: 'score' }); // a socket would have come by then

    assert.equal(server.upgrades, opened);
  });

  it('is tried again by itself while the server is away', async () => {
    const { parlor, mine, clock } = await seated();
    await holds(mine, clock);
    server.down();
    await becomes(mine, 'reconnecting');
    parlor.wake();
    await becomes(mine, 'offline');
    let waiting = clock.isSet((ms) => ms < 2000);
    clock.advance(500);
    await waiting;
    server.up();
    waiting = clock.isSet((ms) => ms === 5000);

    clock.advance(2000);
    await waiting;

    await becomes(mine, 'live');
  });

  it('works from a new page with the stored token', async () => {
    const { parlor, match, id, name } = await seated();
    const dropped = happens(match.seen, 'dropped');
    parlor.close();
    await dropped;

    const page = await server.otherTab({ id, name });
    const mine = await page.resume();

    assert.equal(mine?.id, match.id);
    assert.equal(mine?.status, 'live');
    assert.equal(page.match, mine);
    assert.equal((await mine?.act({ action: 'score' }))?.version, 2);
  });

  it('ends when the match ended meanwhile', async () => {
    const { match, mine, clock, id } = await seated();
    await holds(mine, clock);
    const closed = happens(mine, 'closed');
    const told = happens(mine, 'result');

    server.world.over(match);
    server.kick(match, 4001);

    assert.equal(await closed, 'over');
    assert.deepEqual((await told).standings, [{ id, rank: 1, score: 0 }]);
  });

  it('answers null when there is no match', async () => {
    const { parlor } = await server.guest();

    assert.equal(await parlor.resume(), null);
  });

  it('says that the server restarts when the server said so, until it is back', async () => {
    const { match, mine, parlor } = await seated();
    const cut = happens(mine, 'status', (status) => status === 'reconnecting');
    server.cut(match);
    await cut;
    assert.equal(parlor.restarting, false);
    await becomes(mine, 'live');
    const sentAway = happens(mine, 'status', (status) => status === 'reconnecting');
    server.kick(match, 4010);
    await sentAway;
    assert.equal(parlor.restarting, true);
    await becomes(mine, 'live');
    assert.equal(parlor.restarting, false);
  });

  it('waits, as a spectator, for a match that is on its way to another process', async () => {
    const { match } = await seated();
    const { parlor, clock } = await server.guest();
    const watched = await parlor.watch(match.id);
    await joined(watched);
    clock.advance(5000);
    const away = happens(watched, 'status', (status) => status === 'offline');
    await server.endRoom(match, 4001);
    await away;
    assert.equal(watched.closed, null);

    await server.reopen(match);
    watched.wake();

    await becomes(watched, 'live');
  });

  it('asks at once, when looked at again, how a match ended', async () => {
    const { match, mine } = await seated();
    const closed = happens(mine, 'closed');
    await server.endRoom(match);
    await closed;
    await server.asked(match);
    assert.equal(mine.result, null);

    server.world.over(match);
    const told = happens(mine, 'result');
    mine.wake();

    assert.equal((await told).outcome, 'finished');
  });

  it('brings a spectator back too', async () => {
    const { match } = await seated();
    const { parlor, clock } = await server.guest();
    const watched = await parlor.watch(match.id);
    await joined(watched);
    clock.advance(5000);
    const away = happens(watched, 'status');
    server.cut(match);
    await away;

    await becomes(watched, 'live');

    assert.equal(watched.closed, null);
  });

  it('answers null when its room is not there any more', async () => {
    const { parlor } = await server.guest();
    server.refuse('/api/v1/players/me/match', 404);

    assert.equal(await parlor.resume(), null);
  });

  it('never takes the seat of another match for its own', async () => {
    const { match, mine, id, name, clock } = await seated();
    await holds(mine, clock);
    const closed = happens(mine, 'closed');
    const other = await server.match({ id, name });
    const entered: string[] = [];
    other.seen.on('entered', (player) => entered.push(player));

    server.kick(match, 4001);

    assert.equal(await closed, 'over');
    assert.deepEqual(entered, []);
  });
});
