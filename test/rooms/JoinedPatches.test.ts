import assert from 'node:assert/strict';
import { Decoder, Encoder, encode, Reflection, type Schema } from '@colyseus/schema';
import { Protocol, ProtocolModifier } from '@colyseus/shared-types';
import { plain } from '../../src/match/canonical.ts';
import { Match } from '../../src/match/match.ts';
import { isPatch, JoinedPatches } from '../../src/rooms/JoinedPatches.ts';
import { paceWatchers } from '../../src/rooms/Watchers.ts';
import { sparks, sparksMaker } from '../games/sparks/sparks.ts';

/** A patch as a room of a live game sends it. */
function timed(changes: Uint8Array, number: number): Uint8Array {
  const frame = Buffer.alloc(9 + changes.length);
  frame[0] = Protocol.ROOM_STATE_PATCH | ProtocolModifier.TIMED;
  encode.uint32(frame, number, { offset: 1 });
  encode.uint32(frame, number, { offset: 5 });
  frame.set(changes, 9);
  return frame;
}

describe('patches that are joined', () => {
  it('lead to the same state, in a sixth of the frames, each with the newest times', () => {
    const seats = ['ann', 'bob', 'cid'].map((id) => ({ id, name: id, bot: true, skill: 0.5 }));
    const match = Match.start(sparks, sparksMaker, { id: 'm', game: 'sparks', seed: 'joined', seats });
    const encoder = new Encoder(match.state as unknown as Schema);
    const decoder = new Decoder(Reflection.decode(Reflection.encode(encoder)).state);
    const direct = new Decoder(Reflection.decode(Reflection.encode(encoder)).state);
    const full = encoder.encodeAll({ offset: 0 });
    for (const one of [decoder, direct]) one.decode(full);
    encoder.discardChanges();
    let frames = 0;
    let number = 0;
    const joined = new JoinedPatches(6, (frame) => {
      frames += 1;
      assert.ok(isPatch(frame));
      assert.deepEqual([...frame.subarray(1, 9)], [...timed(new Uint8Array(), number).subarray(1)]);
      decoder.decode(frame.subarray(9));
      assert.deepEqual(plain(decoder.state), plain(direct.state), `patch ${number}`);
    });
    for (number = 1; number <= 600; number++) {
      match.makeSteps(2);
      const changes = encoder.encode({ offset: 0 });
      direct.decode(Uint8Array.from(changes));
      const frame = timed(changes, number);
      joined.add(frame);
      frame.fill(0); // the framework writes over what it sent
      encoder.discardChanges();
    }
    assert.equal(frames, 100);
    joined.flush();
    assert.equal(frames, 100, 'nothing was left');
  });

  it('lets the first twenty who watch see all, and tells the others less often', () => {
    const paces: number[] = [];
    const client = { joinPatches: (count: number) => void paces.push(count) };
    paceWatchers(new Array(25).fill(client));
    assert.deepEqual(paces, [...new Array(20).fill(1), ...new Array(5).fill(6)]);
  });
});
