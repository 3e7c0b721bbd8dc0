import assert from 'node:assert/strict';
import { Encoder, Reflection, type Schema } from '@colyseus/schema';
import { SchemaSerializer } from '@colyseus/sdk';
import { audit } from '../../scripts/drill/audit.ts';
import { drilledRelay } from '../../scripts/drill/games/relay.ts';
import { watchDecoding } from '../../scripts/drill/watchDecoding.ts';
import { schemaToy } from '../support/toyGame.ts';
import { evidence } from './evidence.ts';

/** A client of the drill that was sent the whole state of a table, and the server's side of it. */
function watching() {
  const { played, recorded } = evidence();
  const state = schemaToy.state();
  const encoder = new Encoder(state as unknown as Schema);
  const serializer = new SchemaSerializer();
  serializer.handshake(Reflection.encode(encoder), { offset: 0 });
  watchDecoding({ serializer }, (text) => played.complains(text));
  serializer.setState(encoder.encodeAll({ offset: 0 }), { offset: 0 });
  encoder.discardChanges();
  const patch = () => {
    const bytes = encoder.encode({ offset: 0 }).slice();
    encoder.discardChanges();
    return bytes;
  };
  const kinds = () => audit(drilledRelay, played, recorded).map(({ kind }) => kind);
  return { state, serializer, patch, kinds };
}

describe('what clients of the drill decode', () => {
  it('is no finding while they make sense of it', () => {
    const { state, serializer, patch, kinds } = watching();
    state.taken = 7;
    serializer.patch(patch(), { offset: 0 });
    assert.equal((serializer.getState() as unknown as typeof state).taken, 7);
    assert.deepEqual(kinds(), []);
  });

  it('is a finding when it is about something that they do not have', () => {
    const { serializer, kinds } = watching();
    const { warn } = console;
    serializer.patch(Uint8Array.of(255, 99, 128, 1), { offset: 0 });
    assert.ok(kinds().includes('decode'));
    assert.equal(console.warn, warn, 'others speak as before');
  });

  it('is a finding when the decoder dies of it', () => {
    const { serializer, kinds } = watching();
    serializer.decoder.decode = () => {
      throw new RangeError('broken');
    };
    assert.throws(() => serializer.patch(Uint8Array.of(128, 1), { offset: 0 }), /broken/);
    assert.deepEqual(kinds(), ['decode']);
  });
});
