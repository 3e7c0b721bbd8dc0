import { fork } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client, type Room } from '@colyseus/sdk';

/*
 * What a flood costs those who play: how long a table waits for its actions alone, and while a few guests ask the lobby
 * over many sockets as fast as each socket may. Start a server first; everybody comes from one address.
 *
 *     npx node bench/budgets.ts --url http://localhost:2567 --password … [--guests 4] [--sockets 5] [--rate 50] [--seconds 20]
 */

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:2567' },
    /** The operator's, to read the server's CPU time. */
    password: { type: 'string', default: '' },
    guests: { type: 'string', default: '4' },
    /** Of each guest. */
    sockets: { type: 'string', default: '5' },
    /** Frames a second of each socket. */
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '20' },
    type: { type: 'string', default: 'party_create' },
    attack: { type: 'boolean', default: false },
  },
});
const { url, type } = values;
const ACTS_EVERY_MS = 250;

async function signIn(name: string): Promise<{ client: Client; token: string }> {
  const client = new Client(url);
  const { token } = await client.auth.signInAnonymously({ name });
  client.auth.token = token;
  return { client, token };
}

/** Sends and sends, comes back when it is closed, and says at the end what came of it. */
async function attack(): Promise<void> {
  const count = { sent: 0, done: 0, refused: 0, closed: 0, shutOut: 0 };
  const rooms = new Set<Room>();
  const enter = async (client: Client): Promise<void> => {
    const room = await client.joinOrCreate('lobby').catch(() => null);
    if (!room) count.shutOut += 1;
    else {
      rooms.add(room);
      room.reconnection.enabled = false;
      room.onMessage('*', () => {});
      await new Promise((resolve) => room.onLeave(resolve));
      rooms.delete(room);
      count.closed += 1;
    }
    await pause(1000);
    void enter(client);
  };
  for (let guest = 0; guest < Number(values.guests); guest += 1) {
    const { client } = await signIn(`Eve${guest}`);
    for (let i = 0; i < Number(values.sockets); i += 1) void enter(client);
  }
  process.send?.('ready');
  setInterval(() => {
    for (const room of rooms) {
      count.sent += 1;
      room.request(type, { game: 'relay' }).then(
        () => (count.done += 1),
        () => (count.refused += 1),
      );
    }
  }, 1000 / Number(values.rate));
  await once(process, 'message');
  process.send?.(count, () => process.exit(0));
}

/** Five people at a table, so that they are matched at once, who skip a puzzle every now and then. */
async function table(): Promise<Room[]> {
  const people = await Promise.all(['Ada', 'Bo', 'Cy', 'Di', 'Ed'].map(signIn));
  const ask = async (token: string, method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return answer.json();
  };
  return Promise.all(
    people.map(async ({ client, token }) => {
      let ticket = await ask(token, 'POST', 'matchmaking/tickets', { game: 'relay' });
      while (ticket.state !== 'matched') {
        if (ticket.state === 'proposed' && !ticket.agreed)
          await ask(token, 'POST', `matchmaking/tickets/${ticket.ticket_id}/accept`);
        ticket = await ask(token, 'GET', `matchmaking/tickets/${ticket.ticket_id}?wait=5`);
      }
      let mine = await ask(token, 'GET', 'players/me/match');
      while (!mine.seat) {
        await pause(200);
        mine = await ask(token, 'GET', 'players/me/match');
      }
      const room = await client.consumeSeatReservation(mine.seat);
      room.onMessage('*', () => {});
      while ((room.state as { phase?: string }).phase !== 'playing') await pause(100);
      return room;
    }),
  );
}

async function cpuSeconds(): Promise<number> {
  const headers = { authorization: `Basic ${btoa(`operator:${values.password}`)}` };
  const text = await (await fetch(`${url}/metrics`, { headers })).text();
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1] ?? Number.NaN);
}

/** Plays, and answers how long the acknowledgements took in ms, and how much of a core the server used. */
async function measure(rooms: Room[]): Promise<{ p50: number; p99: number; cpu: number }> {
  const took: number[] = [];
  const before = await cpuSeconds();
  const end = performance.now() + Number(values.seconds) * 1000;
  let requests = 0;
  await Promise.all(
    rooms.map(async (room, i) => {
      await pause((i * ACTS_EVERY_MS) / rooms.length);
      while (performance.now() < end) {
        const at = performance.now();
        requests += 1;
        const action = { request_id: `${i}-${requests}-${at}`, action: 'skip' };
        await room.request('action', action).catch(() => {}); // a refusal is an answer, too
        took.push(performance.now() - at);
        await pause(ACTS_EVERY_MS);
      }
    }),
  );
  const cpu = ((await cpuSeconds()) - before) / Number(values.seconds);
  took.sort((a, b) => a - b);
  const at = (share: number) =>
    took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), cpu };
}

async function compare(): Promise<void> {
  const rooms = await table();
  const alone = await measure(rooms);
  const attacker = fork(import.meta.filename, [...process.argv.slice(2), '--attack']);
  await once(attacker, 'message');
  const attacked = await measure(rooms);
  attacker.send('stop');
  const [count] = await once(attacker, 'message');
  const row = (name: string, { p50, p99, cpu }: typeof alone) =>
    console.log(
      `${name.padEnd(9)} ack p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${(cpu * 100).toFixed(0)} % of a core`,
    );
  row('alone', alone);
  row('attacked', attacked);
  console.log(`p99 is ${(attacked.p99 / alone.p99).toFixed(1)} times as long;`, count);
  process.exit(0);
}

await (values.attack ? attack() : compare());
