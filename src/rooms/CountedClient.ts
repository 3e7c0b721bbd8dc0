import { WebSocketClient } from '@colyseus/ws-transport';
import { nameOfFrame } from './frame.ts';

/** The framework's client, but each frame that it is sent is told of: how it is called, and its length. */
export class CountedClient extends WebSocketClient {
  readonly #sent: (name: string, bytes: number) => void;

  constructor(session: string, socket: WebSocketClient['ref'], sent: (name: string, bytes: number) => void) {
    super(session, socket);
    this.#sent = sent;
  }

  /** Whatever is sent goes through here. */
  override raw(...[data, ...how]: Parameters<WebSocketClient['raw']>): void {
    super.raw(data, ...how);
    this.#sent(nameOfFrame(data), data.length);
  }
}
