import assert from 'node:assert/strict';
import { Random } from '../../src/lib/random.ts';
import { partsOf } from '../../src/protocol/face.ts';
import { suggestedFaces } from '../../web/src/guests/suggestedFaces.ts';

describe('the faces to choose from at the door', () => {
  it('are five that are one like no other, whatever chance has it', () => {
    const random = Random.seeded('faces');
    for (let i = 0; i < 200; i++) {
      const parts = suggestedFaces(() => random.float()).map((face) => partsOf(face));
      assert.equal(new Set(parts.map((one) => one?.shape)).size, 5);
      assert.equal(new Set(parts.map((one) => one?.colour)).size, 5);
      assert.equal(new Set(parts.map((one) => one?.wear)).size, 5);
    }
  });
});
