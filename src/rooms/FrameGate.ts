import { type Client, CloseCode, getMessageBytes } from '@colyseus/core';
import { Protocol, ResponseStatus } from '@colyseus/shared-types';
import { Problem } from '../lib/problem.ts';
import { type Budgets, type Payer, type Refusal, rateLimited } from '../players/budgets.ts';
import { COSTS } from '../players/costs.ts';
import type { RoomMessages } from '../protocol/room.ts';
import { type Frame, readFrame } from './frame.ts';

interface FrameGateNeeds {
  budgets: Pick<Budgets, 'spend'>;
  /** What a frame costs. */
  costOf(frame: Frame): number;
  /** Closes with this code those who go on after they were refused. */
  closeCode: number;
  /** Whether the room answers requests of this name. */
  answers(type: string | number): boolean;
  /** Told of every frame, whatever becomes of it. */
  received(frame: Frame): void;
  /** Told of a frame that nobody should decode. */
  malformed(): void;
  /** Told of a client that is cut off, as it goes on and on. */
  cut(): void;
  /** Monotonic ms. */
  elapsed(): number;
}

/** A socket of the transport, as far as the gate needs it. */
interface Socket {
  on(event: 'ping' | 'pong', listener: () => void): void;
}

/** `ClientState.JOINING` */
const JOINING = 0;
/** What the WebSocket protocol itself pings and answers. */
const CONTROL_COST = 0.5;
/** One pong in so long answers a ping of ours, and costs nothing: each socket is pinged less often. */
const PONG_EVERY_MS = 2000;

/**
 * Stands before the framework's decoder: a frame that its sender cannot pay is refused there, and what nobody should
 * decode is not. The sender pays for all sockets together; what is refused reaches no handler.
 */
export class FrameGate {
  readonly #needs: FrameGateNeeds;
  readonly #payers = new WeakMap<Client, Payer>();
  /** Clients that were told to go: what they still send is passed over, and bounded by the transport. */
  readonly #gone = new WeakSet<Client>();

  constructor(needs: FrameGateNeeds) {
    this.#needs = needs;
  }

  /** Who pays for a client from now on; opening the socket is the first it pays for. */
  opened(client: Client, payer: Payer): void {
    this.#payers.set(client, payer);
    const socket = client.ref as unknown as Socket;
    let answeredAt = -Infinity;
    socket.on('ping', () => this.#pays(client, CONTROL_COST));
    socket.on('pong', () => {
      const now = this.#needs.elapsed();
      if (now - answeredAt < PONG_EVERY_MS) return void this.#pays(client, CONTROL_COST);
      answeredAt = now;
    });
    this.#pays(client, COSTS.socket);
  }

  /** Where a client comes from, as limits count it. */
  addressOf(client: Client): string | undefined {
    return this.#payers.get(client)?.address;
  }

  /** The frame, if it goes on to the framework. Otherwise its sender was told. */
  admit(client: Client, bytes: Buffer): Frame | null {
    if (this.#gone.has(client)) return null;
    const frame = readFrame(bytes);
    this.#needs.received(frame);
    // Once per socket, and nobody is joined without.
    if (frame.kind === 'join' && (client as unknown as { state: number }).state === JOINING) return frame;
    const refusal = this.#pays(client, this.#needs.costOf(frame));
    if (refusal) {
      if (!refusal.goesOn) tell(client, frame, rateLimited(refusal));
      return null;
    }
    if (frame.kind === 'malformed') {
      this.#needs.malformed();
      refuseMalformed(client, frame);
      return null;
    }
    // The framework would answer in words of its own.
    if (frame.kind !== 'request' || this.#needs.answers(frame.type)) return frame;
    tell(client, frame, unknownMessage());
    return null;
  }

  /** Null when it was paid. Who cannot pay again and again is told to go. */
  #pays(client: Client, units: number): Refusal | null {
    const refusal = this.#needs.budgets.spend(this.#payers.get(client) ?? {}, units);
    if (refusal?.goesOn && !this.#gone.has(client)) {
      this.#gone.add(client);
      this.#needs.cut();
      client.leave(this.#needs.closeCode, 'rate_limited');
    }
    return refusal;
  }
}

export function unknownMessage(): Problem {
  return new Problem(404, 'unknown_message', 'This room knows no such message.');
}

/** As the framework does with what it cannot decode, but a request is told why. */
function refuseMalformed(client: Client, frame: Frame): void {
  if (!('id' in frame)) client.leave(CloseCode.WITH_ERROR, 'malformed');
  else
    tell(client, frame, new Problem(400, 'malformed_message', 'That is no plain data, or nested too deep.'));
}

/** The answer of a request, or a `problem` message where nothing waits for an answer. Nothing about what needs none. */
function tell(
  client: Client<{ messages: RoomMessages }>,
  frame: Frame,
  { code, message, details }: Problem,
): void {
  const reason = { ...details, code, message };
  const id = 'id' in frame ? frame.id : undefined;
  if (id !== undefined) {
    const bytes = getMessageBytes[Protocol.ROOM_RESPONSE](id, ResponseStatus.REJECTED, reason);
    client.enqueueRaw(bytes);
  } else if (frame.kind === 'message') client.send('problem', reason);
}
