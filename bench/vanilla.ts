import { createServer } from 'node:http';
import { type Client, defineRoom, defineServer, Room } from '@colyseus/core';
import { StateView } from '@colyseus/schema';
import type { MessageContext } from '@colyseus/shared-types';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Table } from '../src/games/game.ts';
import { relayAction } from '../src/games/relay/messages.ts';
import { relay } from '../src/games/relay/relay.ts';
import type { RelayState } from '../src/games/relay/state.ts';
import type { RelaySecret } from '../src/games/relay/table.ts';
import { hmacSha256 } from '../src/lib/hmac.ts';
import { Random } from '../src/lib/random.ts';
import { relayMaker } from '../src/schema/relay.ts';

/*
 * What the framework costs: relay in a room of plain Colyseus, the way its documentation writes one. The same state,
 * tick, rules, events and answers; no accounts, queue, records or ledger, and nothing is stored.
 *
 *     PORT=2570 npx node bench/vanilla.ts
 *
 * `npm run loadtest -- --scenario relay --vanilla` runs the same players on it and on Parlor.
 */

const PORT = Number(process.env.PORT || 2570);
const TICK_MS = 50;
const START_AFTER_MS = 3000;

class VanillaRelay extends Room<{ state: RelayState & object; client: Client }> {
  override maxClients = relay.seats.max;
  override state = relayMaker.state();
  override messages = {
    action: (client: Client, message: unknown, context: MessageContext) =>
      this.act(client, message as { request_id: string }, context),
  };
  now = 0;
  owed = 0;
  table!: Table<RelayState, RelaySecret>;

  override onCreate(): void {
    const room = this;
    this.table = {
      state: this.state,
      id: this.roomId,
      secret: relay.secret(),
      random: Random.seeded(this.roomId),
      derive: (label) => hmacSha256(this.roomId, label),
      make: (kind) => relayMaker.child(kind),
      rules: relay.rules ?? 1,
      get now() {
        return room.now;
      },
      emit(event, only) {
        if (only === undefined) room.broadcast('animation', event);
        else room.clients.getById(only)?.send('animation', event);
      },
      post() {},
      accrue() {},
      record() {},
    };
    this.setTimestep((ms) => this.tick(ms), TICK_MS);
  }

  override onJoin(client: Client): void {
    const player = relayMaker.player();
    const name = `Player ${this.clients.length}`;
    Object.assign(player, { id: client.sessionId, name, seat: this.state.players.size, connected: true });
    this.state.players.set(client.sessionId, player);
    client.view = new StateView();
    client.view.add(this.state.players.get(client.sessionId) as never);
    this.state.version += 1;
    if (this.clients.length === relay.seats.max) this.clock.setTimeout(() => this.start(), START_AFTER_MS);
  }

  start(): void {
    void this.lock();
    this.state.phase = 'playing';
    relay.start(this.table);
    this.state.version += 1;
  }

  act(client: Client, { request_id, ...input }: { request_id: string }, context: MessageContext): unknown {
    if (this.state.phase !== 'playing') return context.reject({ request_id, code: 'not_started' });
    const outcome = relay.act(this.table, client.sessionId, relayAction.parse(input));
    if ('refused' in outcome) return context.reject({ request_id, ...outcome.refused });
    this.state.version += 1;
    return { request_id, version: this.state.version, ...outcome.result };
  }

  tick(ms: number): void {
    if (this.state.phase !== 'playing') return;
    this.owed += ms;
    while (this.owed >= relay.stepMs && !relay.over(this.table)) {
      this.owed -= relay.stepMs;
      this.now += relay.stepMs;
      if (relay.step(this.table)) this.state.version += 1;
    }
    if (!relay.over(this.table)) return;
    this.state.phase = 'finished';
    this.broadcast('result', { standings: relay.standings(this.table) });
    this.clock.setTimeout(() => void this.disconnect(), START_AFTER_MS);
  }
}

const registry = new Registry();
collectDefaultMetrics({ register: registry });
const server = defineServer({
  rooms: { relay: defineRoom(VanillaRelay) },
  transport: new WebSocketTransport({ server: createServer() }),
  greet: false,
  express(app) {
    app.get('/metrics', async (_request, response) => {
      response.type('text/plain').send(await registry.metrics());
    });
  },
});
await server.listen(PORT, '127.0.0.1');
console.log(`Vanilla is ready at ${PORT}`);
