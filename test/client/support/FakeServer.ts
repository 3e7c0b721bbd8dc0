import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { matchMaker, Server } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import sinon from 'sinon';
import { memoryStorage } from '../../../client/KeyValue.ts';
import { Parlor, type ParlorOptions } from '../../../client/Parlor.ts';
import { Random } from '../../../src/lib/random.ts';
import type { GameMessages } from '../../../src/protocol/game.ts';
import type { LobbyMessages } from '../../../src/protocol/lobby.ts';
import type { SeatReservation } from '../../../src/protocol/seat.ts';
import type { FakeMatch } from './FakeMatch.ts';
import { FakeWorld } from './FakeWorld.ts';
import { fakeApi } from './fakeApi.ts';
import { closeRoom, cut, fakeGameRoom, fakeLobby, reserve } from './fakeRooms.ts';
import { settle } from './happens.ts';
import { ManualClock } from './ManualClock.ts';

/** A player of the fake server and the time it lives in. */
export interface FakePlayer {
  parlor: Parlor;
  clock: ManualClock;
  id: string;
  name: string;
}

/** A small server with the protocol of the real one, on a free port, whose network the test cuts as it likes. */
export class FakeServer {
  readonly world = new FakeWorld();
  readonly #http: HttpServer;
  readonly #server: Server;
  readonly #parlors: Parlor[] = [];
  readonly #closing: Promise<void>[] = [];
  /** `refused` answers upgrades with 503, `hanging` not at all. */
  sockets: 'open' | 'refused' | 'hanging' = 'open';
  /** How many sockets were asked for since `reset`. */
  upgrades = 0;
  /** What each of them said in its address. */
  readonly addresses: URLSearchParams[] = [];
  #down = false;
  /** What requests wait for, or are refused with, by the path they were made to. */
  readonly #faults: { path: string; status?: number; until?: Promise<void>; met: () => void }[] = [];

  private constructor() {
    this.#http = createServer();
    const hang = new Promise<Response>(() => {});
    this.#server = new Server({
      transport: new WebSocketTransport({
        server: this.#http,
        beforeUpgrade: ({ url }) => {
          this.upgrades += 1;
          this.addresses.push(new URL(url).searchParams);
          if (this.sockets === 'hanging') return hang;
          return this.sockets === 'refused' ? new Response(null, { status: 503 }) : undefined;
        },
      }),
      express: (app) => fakeApi(app, this.world),
      greet: false,
      gracefullyShutdown: false,
    });
    this.#server.define('lobby', fakeLobby(this.world));
    this.#server.define('relay', fakeGameRoom(this.world));
  }

  static async start(): Promise<FakeServer> {
    // The SDK tells the console of every reconnection.
    sinon.stub(console, 'info');
    sinon.stub(console, 'warn');
    const server = new FakeServer();
    await server.#server.listen(0, '127.0.0.1');
    server.#standInFront();
    return server;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** Cuts everything that is open and refuses what comes, until `up`. */
  down(): void {
    this.#down = true;
    this.sockets = 'refused';
    for (const room of this.world.rooms.values()) room.cutAll();
    this.#http.closeAllConnections();
  }

  up(): void {
    this.#down = false;
    this.sockets = 'open';
  }

  /** Answers the next requests for a path with these statuses, one each. Resolves when the last was refused. */
  async refuse(path: string, ...statuses: number[]): Promise<void> {
    await Promise.all(
      statuses.map((status) => new Promise<void>((met) => void this.#faults.push({ path, status, met }))),
    );
  }

  /** Lets the next request for a path wait: `held` resolves when it came, `release` lets it go on. */
  hold(path: string): { held: Promise<void>; release: () => void } {
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    const held = new Promise<void>((met) => void this.#faults.push({ path, until, met }));
    return { held, release };
  }

  /** A client that is not signed in. Closed by `reset`. */
  parlor(options: ParlorOptions = {}): Parlor {
    const random = Random.seeded('client');
    const parlor = new Parlor(this.endpoint, {
      storage: memoryStorage(),
      random: () => random.float(),
      ...options,
    });
    this.#parlors.push(parlor);
    return parlor;
  }

  /** A guest with a time of its own. */
  async guest(options: ParlorOptions = {}): Promise<FakePlayer> {
    const clock = new ManualClock();
    const parlor = this.parlor({ clock, ...options });
    const { id, name } = await parlor.signInAsGuest('Ada');
    return { parlor, clock, id, name };
  }

  /** A match of these players, with its room. */
  async match(...players: { id: string; name: string }[]): Promise<FakeMatch> {
    const match = this.world.newMatch(players);
    await matchMaker.createRoom('relay', { match: match.id });
    return match;
  }

  /** Another client of a player who is signed in. */
  async otherTab(player: { id: string; name: string }): Promise<Parlor> {
    const storage = memoryStorage();
    storage.setItem('parlor.token', this.world.tokenOf(player.id));
    const parlor = this.parlor({ clock: new ManualClock(), storage });
    await parlor.restore();
    return parlor;
  }

  /** Cuts every socket of a match as a network does. */
  cut(match: FakeMatch): void {
    this.world.rooms.get(match.id)?.cutAll();
  }

  /** Closes every socket of a match with a code. */
  kick(match: FakeMatch, code: number): void {
    for (const client of this.world.rooms.get(match.id)?.clients ?? []) client.leave(code);
  }

  /** A message from a match's room to everybody in it; a server of before may leave something out. */
  broadcast<T extends keyof GameMessages>(
    match: FakeMatch,
    type: T,
    payload: Partial<GameMessages[T]>,
  ): void {
    this.world.rooms.get(match.id)?.broadcast(type, payload);
  }

  /** What the lobby lists. */
  listMatches(matches: { id: string; names: string[]; started_at: number }[]): void {
    this.world.lobby?.show(matches);
  }

  /** Cuts a player's socket to the lobby. */
  cutLobby(player: string): void {
    const client = this.world.lobby?.clients.find((one) => one.auth.id === player);
    if (client) cut(client);
  }

  /** Closes a player's socket to the lobby with a code. */
  kickLobby(player: string, code: number): void {
    this.world.lobby?.clients.find((one) => one.auth.id === player)?.leave(code);
  }

  /** What the lobby tells a matched player. */
  async tellMatch(match: FakeMatch, player: { id: string; name: string }): Promise<void> {
    const seat = (await reserve(match.id, player)) as SeatReservation;
    const about = { quality: null, why: 'You came together.', timestamp: 0 };
    const found = { match_id: match.id, game: 'relay', opponents: [], seat, ...about };
    this.tell(player.id, 'match_found', found);
  }

  /** A message from the lobby; of a ticket what is left out stays as it was. */
  tell<T extends keyof LobbyMessages>(player: string, type: T, payload: Partial<LobbyMessages[T]>): void {
    for (const client of this.world.lobby?.clients ?? []) {
      if (client.auth.id === player) client.send(type, payload);
    }
  }

  /** The room of a match closes, as after its result was shown; or with the code of a process that goes down. */
  async endRoom(match: FakeMatch, code = 4102): Promise<void> {
    await this.world.rooms.get(match.id)?.disconnect(code);
    this.world.rooms.delete(match.id);
  }

  /** The match has a room again, as in another process. */
  async reopen(match: FakeMatch): Promise<void> {
    await matchMaker.createRoom('relay', { match: match.id });
  }

  /** Waits until somebody asked for the record of a match since the test began. */
  async asked(match: FakeMatch): Promise<void> {
    if (!match.recordAsked) await new Promise<void>((resolve) => void match.seen.on('recorded', resolve));
    await settle();
  }

  /** Closes the clients and rooms of a test. Rooms take a second for that, which nobody waits for before `stop`. */
  reset(): void {
    for (const parlor of this.#parlors.splice(0)) parlor.close();
    this.up();
    this.upgrades = 0;
    this.addresses.length = 0;
    this.#faults.length = 0;
    const rooms = [...this.world.rooms.values(), ...(this.world.lobby ? [this.world.lobby] : [])];
    this.world.rooms.clear();
    this.world.lobby = null;
    this.world.lobbyChat.length = 0;
    this.world.said.length = 0;
    this.world.party = null;
    this.world.mutes.clear();
    this.world.oldestProtocol = 0;
    this.world.joins.length = 0;
    this.world.refusesSockets = false;
    this.world.regions = ['here'];
    this.world.queueRequests.length = 0;
    this.#closing.push(...rooms.map(closeRoom));
  }

  async stop(): Promise<void> {
    this.reset();
    await Promise.all(this.#closing);
    await this.#server.gracefullyShutdown(false);
    this.#http.closeAllConnections();
    await settle();
    sinon.restore();
  }

  /** Lets `down` and faults come before anybody answers. */
  #standInFront(): void {
    const answering = this.#http.listeners('request') as RequestListener[];
    this.#http.removeAllListeners('request');
    this.#http.on('request', async (request, response) => {
      const fault = this.#faults.find(({ path }) => request.url?.startsWith(path));
      if (fault) this.#faults.splice(this.#faults.indexOf(fault), 1);
      fault?.met();
      await fault?.until;
      if (this.#down) request.socket.destroy();
      else if (fault?.status) response.writeHead(fault.status).end();
      else for (const answer of answering) answer.call(this.#http, request, response);
    });
  }
}
