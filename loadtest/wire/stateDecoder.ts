import { Decoder, Reflection, type Schema } from '@colyseus/schema';

interface Known {
  State: new () => Schema;
  context: Decoder['context'];
}

/** Rooms of one kind describe their state in the same bytes: the classes are made from them once, not per client. */
const known = new Map<string, Known>();
/** A server has a handful of kinds of rooms. */
const MOST_KINDS = 100;

/** Decodes the state of a room that describes it so, as the handshake says. */
export function stateDecoder(description: Buffer): Decoder {
  const key = description.toString('latin1');
  let found = known.get(key);
  if (!found) {
    const { state, context } = Reflection.decode(description);
    found = { State: state.constructor as Known['State'], context };
    if (known.size < MOST_KINDS) known.set(key, found);
  }
  return new Decoder(new found.State(), found.context);
}
