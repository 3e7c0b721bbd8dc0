import type { EventEmitter } from 'node:events';
import { type Client, Room } from '@colyseus/core';
import { Protocol } from '@colyseus/shared-types';
import { COSTS, costOfBytes } from '../players/costs.ts';
import { CLOSE_CODES } from '../protocol/closeCodes.ts';
import type { RoomMessages } from '../protocol/room.ts';
import { refuseOld, refuseOthers } from './admission.ts';
import type { BaseRoomNeeds } from './baseRoomNeeds.ts';
import { FrameGate, unknownMessage } from './FrameGate.ts';
import { costOfFrame, type Frame } from './frame.ts';
import { handlingFrame } from './frameworkLog.ts';
import { type FrameworkRoom, giveUpSeats, inOneWrite, ownerOf, showWhole } from './frameworkRoom.ts';
import type { InputDoor } from './InputDoor.ts';
import { type PingRhythm, SEATED } from './Pinger.ts';
import type { PlayerClient } from './playerClient.ts';
import { isRefusal } from './refusals.ts';

/** A client that leaves so much unread is cut off: it would be kept in memory for it. */
const MAX_UNSENT_BYTES = 1024 * 1024;
/** Messages kept for a client that has not said yet that it joined. */
const MAX_UNSENT_MESSAGES = 256;
/** Input frames over the unreliable channel: only WebTransport has one, and the decoder trusts their lengths. */
const UNRELIABLE_INPUT = 20;
const OPCODE_MASK = 0x1f;

/**
 * Closes what the framework leaves open: who may enter, unknown messages, malformed frames, floods, handlers that
 * throw, clients that do not read. One broken client harms nobody but itself. How much a client may send is a matter
 * of its player's budget: the framework's own limit, which is per socket, is left at none.
 */
export abstract class BaseRoom<State extends object, M extends RoomMessages = RoomMessages> extends Room<{
  state: State;
  client: PlayerClient<M>;
}> {
  protected abstract readonly needs: BaseRoomNeeds;
  /** How its sockets are pinged. */
  readonly pings: PingRhythm = SEATED;
  readonly #gate = new FrameGate({
    budgets: { spend: (payer, units) => this.needs.budgets.spend(payer, units) },
    costOf: (frame) => this.costOf(frame),
    answers: (type) => this.#knows(type),
    closeCode: CLOSE_CODES.rate_limited,
    received: (frame) => this.needs.metrics.sockets.received(this.roomName, this.#labelOf(frame)),
    malformed: () => this.needs.metrics.sockets.refused('malformed_message'),
    cut: () => this.needs.metrics.clients.cut('rate_limited'),
    elapsed: () => performance.now(),
  });
  /** Reconnection tokens, of those who came back. */
  readonly #cameWith = new WeakMap<PlayerClient, string>();

  constructor() {
    super();
    const room = this as unknown as FrameworkRoom;
    const { _onMessage: receive, _onJoin: join } = room;
    const gate = this.#gate;
    const labelOf = (frame: Frame) => this.#labelOf(frame);
    room._onMessage = function admit(client, bytes) {
      if (this.inputDoor && bytes && ((bytes[0] ?? 0) & OPCODE_MASK) === Protocol.ROOM_INPUT_RELIABLE) {
        this.needs.metrics.sockets.received(this.roomName, 'input');
        if (this.inputDoor.admit(client, bytes)) receive.call(this, client, bytes);
        return;
      }
      const frame = bytes ? gate.admit(client, bytes) : null;
      if (!frame) return;
      const opcode = (bytes[0] ?? 0) & OPCODE_MASK;
      if (opcode === UNRELIABLE_INPUT) return;
      const handle = () => {
        const handled = this.needs.metrics.sockets.handling(this.roomName, labelOf(frame));
        handlingFrame(() => receive.call(this, client, bytes));
        handled();
      };
      // The framework answers with the whole state.
      if (opcode === Protocol.JOIN_ROOM)
        this.arrives(() => inOneWrite(client, () => showWhole(client, handle)));
      else handle();
    };
    // Joins and reconnections alike: there is no hook for both.
    const cameWith = this.#cameWith;
    room._onJoin = async function checkAndCount(client, context, how) {
      refuseOld(how?.protocol);
      await refuseOthers(this, client.sessionId, context.token, this.needs.ownerOfToken);
      if (typeof how?.reconnectionToken === 'string') cameWith.set(client, how.reconnectionToken);
      const { _socket: socket } = client.ref as unknown as { _socket: { remoteAddress?: string } };
      const address = this.needs.addressOf({ headers: context.headers, socket });
      await join.call(this, client, context, how);
      const { clients } = this.needs.metrics;
      clients.connected(this.roomName);
      (client.ref as unknown as EventEmitter).once('close', () => clients.disconnected(this.roomName));
      gate.opened(client, { player: client.auth?.id, address });
    };
  }

  /** Who takes inputs, in a room of a live game. Elsewhere they are frames like all others, and nobody decodes them. */
  protected readonly inputDoor: InputDoor | null = null;

  /** Somebody has joined and is to be shown the state: now, or as soon as it may be seen. */
  protected arrives(show: () => void): void {
    show();
  }

  /** Closes the room. Seats that were kept for somebody who has not come are given up: the framework would wait for them. */
  override disconnect(closeCode?: number): Promise<unknown> {
    giveUpSeats(this as unknown as FrameworkRoom);
    return super.disconnect(closeCode);
  }

  /** What its lines in the log say besides. */
  protected get about(): object {
    return {};
  }

  /** A handler, timer or hook of this room threw: it is told here and stops here. */
  override onUncaughtException(error: Error, method: string): void {
    if (isRefusal(error)) {
      this.needs.metrics.sockets.refused('not_let_in');
      this.needs.log.debug({ room: this.roomId, method, reason: error.message }, 'a client was refused');
      return;
    }
    this.needs.log.error({ err: error, room: this.roomId, ...this.about, method }, 'a room failed');
  }

  /** Cuts off clients that do not read what they are sent, or never finish joining. Call it about once a second. */
  dropSlowClients(): void {
    for (const client of this.clients) {
      const socket = client.ref as unknown as { bufferedAmount?: number; terminate?(): void };
      const kept = (client as unknown as { _enqueuedMessages?: unknown[] })._enqueuedMessages?.length ?? 0;
      if ((socket.bufferedAmount ?? 0) <= MAX_UNSENT_BYTES && kept <= MAX_UNSENT_MESSAGES) continue;
      this.needs.metrics.clients.cut('not_reading');
      this.needs.log.debug({ room: this.roomId, player: client.auth?.id }, 'cut off: does not read');
      socket.terminate?.();
    }
  }

  /** The player whom a reconnection token lets back in. Asked from other processes. */
  ownerOfSession(reconnectionToken: string): string | undefined {
    const room = this as unknown as FrameworkRoom;
    const [session] = room._reconnections[reconnectionToken] ?? [];
    if (session !== undefined) return ownerOf(room, session);
    return this.clients.find((client) => client.reconnectionToken === reconnectionToken)?.auth?.id;
  }

  /** The token with which a client came back; undefined for one that joined. */
  protected cameBackWith(client: PlayerClient): string | undefined {
    return this.#cameWith.get(client);
  }

  /** A client sent inputs: that is paid whether it can be or not, as none may be passed over. */
  protected payInput(client: Client, bytes: number): void {
    const payer = { player: client.auth?.id, address: this.addressOf(client) };
    this.needs.budgets.owe(payer, COSTS.input + costOfBytes(bytes));
  }

  /** A client goes on sending what nobody takes. */
  protected closeFlooding(client: Client): void {
    this.needs.metrics.clients.cut('rate_limited');
    client.leave(CLOSE_CODES.rate_limited, 'rate_limited');
  }

  /** Where a client comes from, as limits count it. */
  protected addressOf(client: Client): string {
    return this.#gate.addressOf(client) ?? '';
  }

  /** What a frame costs its sender. A game whose clients send many small ones makes those cheaper. */
  protected costOf(frame: Frame): number {
    return costOfFrame(frame);
  }

  #knows(type: string | number): boolean {
    return type !== '*' && Object.hasOwn((this as unknown as FrameworkRoom).onMessageEvents.events, type);
  }

  /** What a frame is counted as. What clients make up is one. */
  #labelOf(frame: Frame): string {
    if (frame.kind !== 'message' && frame.kind !== 'request') return frame.kind;
    return this.#knows(frame.type) ? String(frame.type) : 'other';
  }

  /** Answers a message that nobody handles. Without this the framework fails on long names. */
  protected answerUnknown(client: PlayerClient): void {
    const { code, message } = unknownMessage();
    client.send('problem', { code, message });
  }
}
