import assert from 'node:assert/strict';
import { share } from '../../web/src/session/share.ts';

const what = { title: 'A match', url: 'https://parlor.example/app/matches/1' };

/** With what a device has instead of this one's. */
async function on(device: object, then: () => Promise<void>): Promise<void> {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: device, configurable: true });
  try {
    await then();
  } finally {
    if (own) Object.defineProperty(globalThis, 'navigator', own);
  }
}

describe('handing something on', () => {
  it('is left to the device where it can, and closing its sheet is no failure', async () => {
    const shared: object[] = [];
    await on({ share: async (given: object) => void shared.push(given) }, async () => {
      assert.equal(await share(what), 'shown');
    });
    assert.deepEqual(shared, [what]);
    const closed = async () => Promise.reject(new DOMException('no', 'AbortError'));
    await on({ share: closed }, async () => assert.equal(await share(what), 'shown'));
  });

  it('copies the address where the device cannot, or not with a file', async () => {
    const copied: string[] = [];
    const clipboard = { writeText: async (text: string) => void copied.push(text) };
    const refuses = async () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    await on({ clipboard }, async () => assert.equal(await share(what), 'copied'));
    await on({ clipboard, share: refuses }, async () => assert.equal(await share(what), 'copied'));
    await on({ clipboard, share: refuses, canShare: () => false }, async () => {
      assert.equal(await share({ ...what, files: [] }), 'copied');
    });
    assert.deepEqual(copied, [what.url, what.url, what.url]);
  });

  it('says so where nothing can be done', async () => {
    await on({}, async () => assert.equal(await share(what), 'not'));
  });
});
