import assert from 'node:assert/strict';
import { muteUnknown } from '../../web/src/session/useMuted.ts';

describe('who was muted in this browser', () => {
  const muted = [
    { id: 'a', name: 'Ada' },
    { id: 'b', name: 'Bob' },
  ];
  const parlor = (known: string[]) => {
    const asked: string[] = [];
    return { asked, mute: (id: string) => void asked.push(id), api: { muted: async () => known } };
  };

  it('is muted again for who signs in, unless the server knows it', async () => {
    const at = parlor(['a', 'z']);
    assert.equal(await muteUnknown(at, muted), true);
    assert.deepEqual(at.asked, ['b']);
  });

  it('costs nothing when it is nobody, or known', async () => {
    const at = parlor(['a', 'b']);
    assert.equal(await muteUnknown(at, muted), false);
    assert.equal(await muteUnknown(at, []), false);
    assert.deepEqual(at.asked, []);
  });
});
