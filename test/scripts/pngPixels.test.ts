import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { changed, packed, unpacked } from '../../scripts/pngPixels.ts';

describe('pixels of pictures', () => {
  const before = { width: 2, height: 2, rgba: Buffer.from('0102030aff0000ff00ff00ff0000ffff', 'hex') };

  it('are the same once packed and unpacked', () => {
    assert.deepEqual(unpacked(packed(before), 2, 2, 4), before);
  });

  it('are read whichever way a line was written', () => {
    // Lines of one pixel and three channels: as it is, by the left, by the one above, by the mean, by the nearest.
    const lines = [0, 1, 2, 3, 1, 7, 7, 7, 2, 1, 1, 1, 3, 250, 250, 250, 4, 1, 0, 255];
    const { rgba } = unpacked(deflateSync(Buffer.from(lines)), 1, 5, 3);
    assert.equal(rgba.toString('hex'), '010203ff070707ff080808fffefefefffffefdff');
  });

  it('of a later frame are those that differ', () => {
    const now = { ...before, rgba: Buffer.from(before.rgba) };
    now.rgba.writeUInt32BE(0x112233ff, 4);
    assert.equal(changed(before, now).rgba.toString('hex'), `00000000${'112233ff'}${'0'.repeat(16)}`);
  });
});
