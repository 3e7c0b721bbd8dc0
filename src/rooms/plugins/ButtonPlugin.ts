import type { EventEmitter } from 'node:events';
import { type Room, RoomPlugin } from '@colyseus/core';
import type { ButtonHub } from '../../button/ButtonHub.ts';
import type { PlayerClient } from '../playerClient.ts';

/** `WebSocket.CLOSED` */
const CLOSED = 3;

/** Tells the people of a room how the button stands. */
export class ButtonPlugin extends RoomPlugin<Room<{ client: PlayerClient }>> {
  override readonly pluginName = 'button' as const;
  readonly #hub: Pick<ButtonHub, 'attach'>;

  constructor(hub: Pick<ButtonHub, 'attach'>) {
    super();
    this.#hub = hub;
  }

  /** Tells a client now, and each time that it changes. Call it when one joins. */
  listen(client: PlayerClient): void {
    const socket = client.ref as unknown as EventEmitter & { readyState: number; bufferedAmount: number };
    if (socket.readyState === CLOSED) return;
    const stop = this.#hub.attach({
      write: (frame) => client.enqueueRaw(frame),
      unsent: () => socket.bufferedAmount ?? 0,
    });
    socket.once('close', stop);
  }
}
