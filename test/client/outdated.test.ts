import assert from 'node:assert/strict';
import type { ParlorError } from '../../client/ParlorError.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import { FakeServer } from './support/FakeServer.ts';
import { happens, joined, settle } from './support/happens.ts';

const TOO_OLD = { name: 'ParlorError', code: 'client_too_old', status: 409 };

describe('A client that says which version it speaks', () => {
  let server: FakeServer;
  before(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.reset());
  after(() => server.stop());

  const versions = () => server.addresses.map((address) => address.get('protocol'));

  it('says it with every join: in the options, and in the address of every socket, and not who it is', async () => {
    const [ada, bob] = [await server.guest(), await server.guest()];
    await ada.parlor.enterLobby();
    const match = await server.match(ada);
    const mine = await ada.parlor.resume();
    const watched = await bob.parlor.watch(match.id);
    assert.ok(mine);
    await Promise.all([joined(mine), joined(watched)]);

    const protocol = PROTOCOL_VERSION;
    assert.deepEqual(server.world.joins, [{ protocol }, { protocol, spectate: true }]);
    assert.deepEqual(versions(), [`${protocol}`, `${protocol}`, `${protocol}`]);

    const back = happens(match.seen, 'entered');
    server.cut(match);
    await back;
    while (server.addresses.length < 5) await settle(); // who watches comes back, too
    assert.ok(versions().every((said) => said === `${protocol}`));
    // A seat is enough; browsers and proxies write addresses down.
    assert.ok(server.addresses.every((address) => !address.has('_authToken')));
    assert.equal(ada.parlor.outdated, false);
  });

  it('is refused for good when it is too old for the lobby', async () => {
    const { parlor, clock } = await server.guest();
    const told = happens(parlor, 'outdated');
    const problem = happens(parlor, 'problem');
    server.world.oldestProtocol = PROTOCOL_VERSION + 1;

    await assert.rejects(parlor.enterLobby(), TOO_OLD);

    assert.equal(await told, true);
    assert.equal((await problem).code, 'client_too_old');
    assert.equal(parlor.outdated, true);
    assert.notEqual(parlor.player, null);
    clock.advance(60_000);
    parlor.wake();
    await settle();
    assert.equal(server.world.joins.length, 1);
    assert.equal(server.upgrades, 0);
  });

  it('finds out when it comes back to a server that was renewed', async () => {
    const { parlor, clock, id } = await server.guest();
    await parlor.enterLobby();
    const told = happens(parlor, 'problem', ({ code }) => code === 'client_too_old');
    const away = happens(parlor, 'status');
    server.world.oldestProtocol = PROTOCOL_VERSION + 1;

    server.kickLobby(id, 4001);
    await away;
    clock.advance(1000);

    await told;
    assert.equal(parlor.outdated, true);
    clock.advance(60_000);
    await settle();
    assert.equal(server.world.joins.length, 2);
  });

  it('is told so by who is watched, and by the socket of a seat that the server gave', async () => {
    const [ada, bob] = [await server.guest(), await server.guest()];
    const match = await server.match(ada);
    server.world.oldestProtocol = PROTOCOL_VERSION + 1;
    await assert.rejects(bob.parlor.watch(match.id), TOO_OLD);
    assert.equal(bob.parlor.outdated, true);

    server.world.refusesSockets = true;
    const problems: ParlorError[] = [];
    ada.parlor.on('problem', (error) => problems.push(error));
    const mine = await ada.parlor.resume();

    assert.deepEqual([mine?.closed, problems.map(({ code }) => code)], ['refused', ['client_too_old']]);
    assert.equal(ada.parlor.outdated, true);
    const { upgrades } = server;
    ada.clock.advance(60_000);
    await settle();
    assert.equal(server.upgrades, upgrades);
  });
});
