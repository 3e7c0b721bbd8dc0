import { cli, type Options } from '@colyseus/loadtest';
import { Client, type Room, type SeatReservation } from '@colyseus/sdk';

/*
 * The framework's own load test, for whoever knows it: clients with the standard SDK, one after the other, who sign in,
 * queue, and play relay. It draws its screen until it is stopped; with --duration it stops by itself, so many seconds
 * after the last one came. How long anything took it does not say: `npm run loadtest` does.
 *
 *     npx node loadtest/stock.ts --endpoint ws://localhost:2567 --room lobby --numClients 50 --delay 20 --output log.txt
 */

const ACT_EVERY_MS = 8000;
const duration = Number(/--duration[= ](\d+)/.exec(process.argv.join(' '))?.[1] ?? 0);

/** One client. The next one begins when this resolves: it is in the lobby and queues. */
async function main({ endpoint, roomName, clientId, numClients }: Options): Promise<void> {
  if (duration > 0 && clientId === numClients - 1)
    setTimeout(() => process.kill(process.pid, 'SIGTERM'), duration * 1000); // it says what came of it
  const client = new Client(endpoint);
  await client.auth.signInAnonymously({ name: `Stock ${clientId + 1}` });
  const lobby = await client.joinOrCreate(roomName);
  let seated = false;
  lobby.onMessage('*', (type, payload) => {
    if (type === 'match_found' && !seated) {
      seated = true; // it is said again until one is there
      sit(client, lobby, payload.seat).catch(console.error);
    }
    if (type === 'ready_check' && !payload.own)
      lobby.request('accept', { ticket_id: payload.ticket_id }).catch(() => {}); // somebody was quicker to decline
  });
  await lobby.request('queue', { game: 'relay' });
}

async function sit(client: Client, lobby: Room, seat: SeatReservation): Promise<void> {
  const room = await client.consumeSeatReservation(seat);
  room.onMessage('*', () => {});
  const timer = setInterval(() => act(room), ACT_EVERY_MS * (0.75 + Math.random() / 2));
  room.onLeave(() => clearInterval(timer));
  await lobby.leave();
}

let requests = 0;

function act(room: Room): void {
  requests += 1;
  room.request('action', { request_id: `stock-${requests}`, action: 'skip' }).catch(() => {}); // out, or over
}

cli(main);
