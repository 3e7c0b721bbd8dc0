import { WebSocketClient } from '@colyseus/ws-transport';
import { nameOfFrame } from './frame.ts';
import { isPatch, JoinedPatches } from './JoinedPatches.ts';

/** The framework's client, but each frame that it is sent is told of: how it is called, and its length. */
export class CountedClient extends WebSocketClient {
  readonly #sent: (name: string, bytes: number) => void;
  #joined: JoinedPatches | null = null;

  constructor(session: string, socket: WebSocketClient['ref'], sent: (name: string, bytes: number) => void) {
    super(session, socket);
    this.#sent = sent;
  }

  /** From here on so many patches are sent as one, before anything else that is sent. */
  joinPatches(count: number): void {
    if (count > 1) this.#joined ??= new JoinedPatches(count, (frame) => this.#write(frame));
    else {
      this.flushPatches();
      this.#joined = null;
    }
  }

  /** What was kept back to go with others goes out. */
  flushPatches(): void {
    this.#joined?.flush();
  }

  /** Whatever is sent goes through here. */
  override raw(...[data, ...how]: Parameters<WebSocketClient['raw']>): void {
    if (this.#joined && isPatch(data)) this.#joined.add(data);
    else {
      this.flushPatches();
      this.#write(data, ...how);
    }
  }

  #write(...[data, ...how]: Parameters<WebSocketClient['raw']>): void {
    super.raw(data, ...how);
    this.#sent(nameOfFrame(data), data.length);
  }
}

/** As `flushPatches`, of all these. */
export function flushPatches(clients: readonly object[]): void {
  for (const client of clients) (client as Partial<CountedClient>).flushPatches?.();
}
