import assert from 'node:assert/strict';
import { holdScreen } from '../../web/src/lib/holdScreen.ts';

/** A page that is shown and hidden, and a device that counts the locks it gave. */
function device() {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState });
  const given = { requested: 0, released: 0 };
  const locks = {
    async request() {
      given.requested += 1;
      return {
        async release() {
          given.released += 1;
        },
      };
    },
  };
  function look(visibilityState: DocumentVisibilityState): void {
    page.visibilityState = visibilityState;
    page.dispatchEvent(new Event('visibilitychange'));
  }
  return { page: page as never, locks, given, look };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the screen during a match', () => {
  it('is held, and again when the page comes back into sight', async () => {
    const { page, locks, given, look } = device();

    holdScreen(locks, page);
    look('hidden');
    look('visible');
    await settled();

    assert.equal(given.requested, 2);
  });

  it('is let go at the end, for good', async () => {
    const { page, locks, given, look } = device();
    const letGo = holdScreen(locks, page);
    await settled();

    letGo();
    look('visible');
    await settled();

    assert.deepEqual(given, { requested: 1, released: 1 });
  });

  it('is let go when the device answers only after the end', async () => {
    const { page, locks, given } = device();

    holdScreen(locks, page)();
    await settled();

    assert.deepEqual(given, { requested: 1, released: 1 });
  });

  it('goes dark as ever where the device will not', async () => {
    const { page, look } = device();
    const refusing = { request: () => Promise.reject(new Error('low battery')) };

    const letGo = holdScreen(refusing, page);
    look('visible');
    await settled();

    letGo();
  });
});
