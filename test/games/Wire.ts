import { Decoder, Encoder, Reflection, type Schema, StateView } from '@colyseus/schema';
import type { TableState } from '../../src/games/game.ts';
import { plain } from '../../src/match/canonical.ts';

interface Client {
  view: StateView | undefined;
  decoder: Decoder;
}

/** A state on one end of a wire, and on the other what the clients of those who look at it make of its bytes. */
export class Wire {
  readonly #state: TableState;
  readonly #encoder: Encoder;
  readonly #clients = new Map<string | null, Client>();

  constructor(state: TableState) {
    this.#state = state;
    this.#encoder = new Encoder(state as unknown as Schema);
  }

  /** Somebody joins: a player by id, null for who only watches. Answers the whole state as they get it, in hex. */
  join(viewer: string | null): string {
    const own = viewer === null ? undefined : this.#state.players.get(viewer);
    const view = own && new StateView();
    if (own) view?.add(own as unknown as Schema);
    const decoder = new Decoder(Reflection.decode(Reflection.encode(this.#encoder)).state);
    this.#clients.set(viewer, { decoder, view });
    const it = { offset: 0 };
    const all = this.#encoder.encodeAll(it);
    const full = view ? this.#encoder.encodeAllView(view, it.offset, it) : all;
    view?.changes.clear(); // as a room does
    return this.#take(decoder, full.slice(0, it.offset));
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
      sent.set(viewer, this.#take(decoder, patch.slice(0, end.offset)));
    }
    this.#encoder.discardChanges();
    return sent;
  }

  /** What a viewer's client knows by now. */
  seenBy(viewer: string | null): unknown {
    return plain(this.#clients.get(viewer)?.decoder.state);
  }

  #take(decoder: Decoder, bytes: Uint8Array): string {
    decoder.decode(bytes);
    return Buffer.from(bytes).toString('hex');
  }
}
