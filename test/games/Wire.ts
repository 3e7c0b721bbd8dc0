import { Decoder, Encoder, Reflection, type Schema, StateView } from '@colyseus/schema';
import type { TableState } from '../../src/games/game.ts';
import { plain } from '../../src/match/canonical.ts';

interface Client {
  view: StateView | undefined;
  decoder: Decoder;
}

/** A state on one end of a wire, and on the other what the clients of those who look at it make of its bytes. */
export class Wire {
  #state: TableState;
  #encoder: Encoder;
  readonly #clients = new Map<string | null, Client>();

  constructor(state: TableState) {
    this.#state = state;
    this.#encoder = new Encoder(state as unknown as Schema);
  }

  /** Somebody joins: a player by id, null for who only watches. Answers the whole state as they get it, in hex. */
  join(viewer: string | null): string {
    const decoder = new Decoder(Reflection.decode(Reflection.encode(this.#encoder)).state);
    const full = this.#show(viewer, decoder);
    decoder.decode(full);
    return hex(full);
  }

  /**
   * Another process goes on with this state: all clients come back to it with what they have.
   * @param handed done once the state is the room's
   */
  moveTo(state: TableState, handed: () => void): void {
    this.#state = state;
    this.#encoder = new Encoder(state as unknown as Schema);
    handed();
    for (const [viewer, { decoder }] of this.#clients) decoder.decodeResync(this.#show(viewer, decoder));
    this.#encoder.discardChanges();
  }

  /** Everybody gets the next patch. Answers it per viewer, in hex. */
  patch(): Map<string | null, string> {
    const it = { offset: 0 };
    const common = this.#encoder.encode(it);
    const shared = it.offset;
    const sent = new Map<string | null, string>();
    for (const [viewer, { view, decoder }] of this.#clients) {
      const end = { offset: shared };
      const patch = view ? this.#encoder.encodeView(view, shared, end) : common;
      const bytes = patch.slice(0, end.offset);
      decoder.decode(bytes);
      sent.set(viewer, hex(bytes));
    }
    this.#encoder.discardChanges();
    return sent;
  }

  /** What a viewer's client knows by now. */
  seenBy(viewer: string | null): unknown {
    return plain(this.#clients.get(viewer)?.decoder.state);
  }

  /** The whole state, as a viewer gets it from now on. */
  #show(viewer: string | null, decoder: Decoder): Uint8Array {
    const own = viewer === null ? undefined : this.#state.players.get(viewer);
    const view = own && new StateView();
    if (own) view?.add(own as unknown as Schema);
    this.#clients.set(viewer, { decoder, view });
    const it = { offset: 0 };
    const all = this.#encoder.encodeAll(it);
    const full = view ? this.#encoder.encodeAllView(view, it.offset, it) : all;
    view?.changes.clear(); // as a room does
    return full.slice(0, it.offset);
  }
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
