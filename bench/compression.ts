import { promisify } from 'node:util';
import { constants, deflateRaw, deflateRawSync } from 'node:zlib';
import { Encoder, Reflection, type Schema, StateView } from '@colyseus/schema';
import { holdem } from '../src/games/holdem/holdem.ts';
import { relay } from '../src/games/relay/relay.ts';
import { Random } from '../src/lib/random.ts';
import { Match } from '../src/match/match.ts';
import { holdemMaker } from '../src/schema/holdem.ts';
import { LobbyMatch, LobbyState } from '../src/schema/lobby.ts';
import { relayMaker } from '../src/schema/relay.ts';

/*
 * What permessage-deflate would save of whole states, which are sent once to each client that joins, and what it would
 * take: the bytes before and after, CPU of a state in all threads, and how long ten that come at once wait. Patches are
 * some 60 bytes and would not be compressed.
 *
 *     npx node bench/compression.ts
 */

/** As `ws` has them by default, and the least there is. */
const LEVELS = { default: { level: constants.Z_DEFAULT_COMPRESSION }, least: { level: 1, memLevel: 5 } };
const TIMES = 2000;
const AT_ONCE = 10;
const MATCHES_IN_LOBBY = [0, 20, 100];
const SECONDS_OF_PLAY = 60;

Encoder.BUFFER_SIZE = 64 * 1024;
const random = Random.seeded('compression');
const seats = ['Ada', 'Bo', 'Cy', 'Di', 'Ed'].map((name) => ({ id: uuid(), name, bot: false }));

function uuid(): string {
  const hex = Array.from({ length: 32 }, () => random.int(0, 15).toString(16)).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The whole state as the first player gets it. */
function whole(state: Schema): Buffer {
  const encoder = new Encoder(state);
  const own = (state as unknown as { players?: Map<string, Schema> }).players?.get(seats[0]?.id ?? '');
  const view = own && new StateView();
  if (own) view?.add(own);
  const it = { offset: 0 };
  const all = encoder.encodeAll(it);
  const full = view ? encoder.encodeAllView(view, it.offset, it) : all;
  return Buffer.from(full.slice(0, it.offset));
}

function lobby(matches: number): Schema {
  const state = new LobbyState();
  Object.assign(state, { online: 1234, playing: 5 * matches, queued: 17 });
  for (let i = 0; i < matches; i++) {
    const id = uuid();
    const match = new LobbyMatch().assign({ id, game: 'relay', phase: 'playing', started_at: 1.796e12 + i });
    for (const { name } of seats) {
      match.names.push(`${name} ${random.int(1, 999)}`);
      match.faces.push('star-plum-hat');
    }
    state.matches.set(id, match);
  }
  return state as unknown as Schema;
}

function played(game: Parameters<typeof Match.start>[0], maker: Parameters<typeof Match.start>[1]): Schema {
  const match = Match.start(game, maker, { id: uuid(), game: game.name, seed: 'a seed', seats });
  match.advance(SECONDS_OF_PLAY * 1000);
  return match.state as unknown as Schema;
}

async function measure(name: string, bytes: Buffer): Promise<void> {
  const cells = [name.padEnd(30), String(bytes.length).padStart(7)];
  for (const options of Object.values(LEVELS)) {
    const { length } = deflateRawSync(bytes, options);
    const before = process.cpuUsage();
    const startedAt = performance.now();
    for (let i = 0; i < TIMES; i += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, () => promisify(deflateRaw)(bytes, options)));
    const { user, system } = process.cpuUsage(before);
    const cpu = (user + system) / TIMES;
    const ms = (performance.now() - startedAt) / (TIMES / AT_ONCE);
    cells.push(`${((100 * length) / bytes.length).toFixed(0)} %`.padStart(7), cpu.toFixed(0).padStart(7));
    cells.push(ms.toFixed(2).padStart(7));
  }
  console.log(cells.join(' '));
}

console.log(`${''.padEnd(30)}   bytes   left  CPU µs  ms of ${AT_ONCE}   (level 1:) left, CPU µs, ms`);
const relayState = played(relay as never, relayMaker as never);
await measure('relay, with a view of one’s own', whole(relayState));
await measure('hold’em, with one’s own cards', whole(played(holdem as never, holdemMaker as never)));
for (const matches of MATCHES_IN_LOBBY) await measure(`lobby, ${matches} matches`, whole(lobby(matches)));
await measure('relay, the room’s handshake', Buffer.from(Reflection.encode(new Encoder(relayState))));
