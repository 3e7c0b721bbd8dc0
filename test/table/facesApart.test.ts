import assert from 'node:assert/strict';
import { faceOf, partsOf } from '../../src/protocol/face.ts';
import { facesApart } from '../../src/table/facesApart.ts';

const person = (id: string, face?: string) => ({ id, ...(face !== undefined && { face }) });

describe('faces at one table', () => {
  it('stay as they are while no two are alike in shape or colour', () => {
    const faces = ['star-plum-hat', 'circle-blue-hat', 'square-rose-bare'];
    assert.deepEqual(facesApart(faces.map((face, i) => person(`${i}`, face))), faces);
  });

  it('differ in shape and in colour, and whoever comes later changes, but for what they wear', () => {
    const seated = [person('a', 'star-plum-hat')];
    const apart = facesApart([person('b', 'star-plum-bow'), person('c', 'circle-olive-bare')], seated);
    assert.deepEqual(apart, ['circle-olive-bow', 'square-rose-bare']);
  });

  it('are five of five shapes, whoever sits down', () => {
    const people = Array.from({ length: 5 }, (_, i) => person(`${i}`, 'diamond-green-cap'));
    const parts = facesApart(people).map((face) => partsOf(face));
    assert.equal(new Set(parts.map((one) => one?.shape)).size, 5);
    assert.equal(new Set(parts.map((one) => one?.colour)).size, 5);
  });

  it('go with the id where none was chosen', () => {
    assert.deepEqual(facesApart([person('ada')]), [faceOf('ada')]);
  });
});
