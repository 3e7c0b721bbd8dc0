import assert from 'node:assert/strict';
import { COLOURS, FACE, faceOf, partsOf, SHAPES, WEARS } from '../../src/protocol/face.ts';
import { face } from '../../src/protocol/shapes.ts';

describe('a face', () => {
  it('is taken when all of its parts are known, and is nothing else', () => {
    for (const shape of SHAPES)
      for (const colour of COLOURS)
        for (const wear of WEARS) assert.ok(face.safeParse(`${shape}-${colour}-${wear}`).success);
    for (const wrong of [
      '',
      'star',
      'star-plum',
      'fox-plum-hat',
      'star-plum-hat-x',
      ' star-plum-hat',
      'star-plum-hat\n',
    ])
      assert.equal(face.safeParse(wrong).success, false, wrong);
    assert.equal(partsOf('star-plum-crown'), undefined);
    assert.deepEqual(partsOf('star-plum-hat'), { shape: 'star', colour: 'plum', wear: 'hat' });
  });

  it('is the chosen one, or goes with the id: always the same, and unlike for many', () => {
    assert.equal(faceOf('ada', 'star-plum-hat'), 'star-plum-hat');
    assert.equal(faceOf('ada', null), faceOf('ada'));
    assert.equal(faceOf('ada', 'a face of a later version'), faceOf('ada'));
    const faces = Array.from({ length: 500 }, (_, i) => faceOf(`0190d0b8-5a5e-7cc1-b0c5-${i}`));
    assert.ok(faces.every((one) => FACE.test(one)));
    assert.ok(new Set(faces).size > 180, `${new Set(faces).size} of 240`);
  });
});
