/** What of a browser keeps a screen on. */
interface ScreenLocks {
  request(type: 'screen'): Promise<{ release(): Promise<void> }>;
}

/** What of a page tells whether it is looked at. */
type Looked = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;

/**
 * Keeps the screen on while the page is looked at: a browser lets go of it when the page hides, and is asked again
 * when it is shown. A device that will not, as with a low battery, goes dark as ever.
 * @returns how to let go
 */
export function holdScreen(locks: ScreenLocks, page: Looked): () => void {
  let over = false;
  let release = async () => {};

  async function hold(): Promise<void> {
    if (over || page.visibilityState !== 'visible') return;
    try {
      const lock = await locks.request('screen');
      release = () => lock.release();
      if (over) await release();
    } catch {
      // Nothing depends on it.
    }
  }

  const onChange = () => void hold();
  page.addEventListener('visibilitychange', onChange);
  onChange();
  return () => {
    over = true;
    page.removeEventListener('visibilitychange', onChange);
    release().catch(() => {});
  };
}
