import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { HubSession } from '../../src/push/HubSession.ts';
import type { Whereabouts } from '../../src/push/NotificationHub.ts';
import type { PlayerClient } from '../../src/rooms/playerClient.ts';
import { NotificationsPlugin } from '../../src/rooms/plugins/NotificationsPlugin.ts';

/** A room's notifications, and where its sessions were when they were attached. */
function plugin() {
  const attached: Whereabouts[] = [];
  const detached: HubSession[] = [];
  const notifications = {
    async attach(socket: object, was: Whereabouts) {
      attached.push(was);
      return { socket } as HubSession;
    },
    detach(session: HubSession) {
      detached.push(session);
      return { epoch: 'one', after: detached.length };
    },
    receive: async () => {},
  };
  const socket = () => Object.assign(new EventEmitter(), { readyState: 1, bufferedAmount: 0 });
  const client = (ref: EventEmitter) =>
    ({ sessionId: 's', auth: { id: 'ada', tokenVersion: 1 }, ref }) as unknown as PlayerClient;
  return { plugin: new NotificationsPlugin(notifications), attached, detached, socket, client };
}

describe('the notifications of a room', () => {
  it('go on where a session was, and keep of one that is gone no more than that', async () => {
    const { plugin: told, attached, detached, socket, client } = plugin();
    const first = socket();
    await told.listen(client(first), { epoch: 'one', after: 7 });
    first.emit('close');
    assert.equal(detached.length, 1);
    const second = socket();
    await told.comeBack(client(second));
    assert.equal(detached.length, 1, 'the session of the first is not known any more');
    await told.comeBack(client(socket()));
    assert.equal(detached.length, 2, 'the second is still open, and left');
    assert.deepEqual(attached, [
      { epoch: 'one', after: 7 },
      { epoch: 'one', after: 1 },
      { epoch: 'one', after: 2 },
    ]);
    second.emit('close');
    await told.comeBack(client(socket()));
    assert.equal(detached.length, 4, 'it was not taken for the third');
  });
});
