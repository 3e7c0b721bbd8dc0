import assert from 'node:assert/strict';
import { ColyseusSDK } from '@colyseus/sdk';
import { RoomOpener } from '../../client/RoomOpener.ts';
import { FakeServer } from './support/FakeServer.ts';
import { ManualClock } from './support/ManualClock.ts';

describe('RoomOpener', () => {
  let server: FakeServer;
  before(async () => {
    server = await FakeServer.start();
  });
  after(() => server.stop());

  it('does not take over the token that the SDK keeps for the whole process', async () => {
    await new ColyseusSDK(server.endpoint).auth.signInAnonymously({ name: 'Somebody else' });

    const rooms = new RoomOpener(server.endpoint, new ManualClock());

    assert.equal(rooms.auth.token, '');
  });
});
